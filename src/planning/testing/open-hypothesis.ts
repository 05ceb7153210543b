/** A hypothesis that knows all of a platform but two numbers: fitted in a second or two. */
import type { Hypothesis, Platform } from "../../platform/platform.ts";

/** Think time unknown by its place, the time of a query by its name. */
export function openHypothesis(platform: Platform, name = "plain"): Hypothesis {
  return {
    name,
    source: "a sentence",
    numbers: { queryTime: { prior: "logUniform", low: 0.002, high: 0.2 } },
    platform: {
      ...platform,
      title: name,
      thinkTime: { prior: "logUniform", low: 0.1, high: 10 },
      stations: platform.stations.map((station) =>
        station.role === "database"
          ? {
              ...station,
              work: station.work.map((one) => ({ ...one, demand: { of: "queryTime", times: 1 } })),
            }
          : station,
      ),
    },
  };
}
