import { formatDuration } from "../../wording/format-duration.ts";
import type { CalcModel } from "./calc-model.ts";
import { arrivalRate, servers, serviceTime } from "./load-options.ts";

const approximations = ["allen-cunneen", "sakasegawa", "kingman"] as const;

const errors = {
  "allen-cunneen":
    "mean wait off by -24 % to +64 % at half load, by -3 % to +8 % at 90 % (10 servers, service " +
    "variations from 0 to 4); exact for M/M/c and M/G/1",
  sakasegawa:
    "mean wait within 2 % of M/M/c at 90 % load up to 20 servers, several times too high for many " +
    "servers below 70 %; on top of that as allen-cunneen",
  kingman: "exact for M/G/1; mean wait up to twice too high at half load where arrivals are paced",
} as const;

export const mgcModel: CalcModel = {
  name: "mgc",
  summary: "GI/G/c by approximation: arrivals and services of any spread",
  options: {
    "arrival-rate": arrivalRate,
    "service-time": serviceTime,
    servers,
    "arrival-variation": {
      kind: "number",
      describe: "Variance over mean squared of the time between arrivals (default 1: Poisson)",
    },
    "service-variation": {
      kind: "number",
      describe: "Variance over mean squared of the service time: 0 constant, 1 exponential",
      needed: true,
    },
    approximation: {
      kind: "text",
      describe: "Which one (default allen-cunneen)",
      choices: approximations,
    },
  },
  examples: [
    [
      'headroom calc mgc --arrival-rate "140 req/s" --service-time "65 ms" --servers 10 --service-variation 4',
      "a pool with light and heavy requests",
    ],
    [
      'headroom calc mgc --arrival-rate "80 req/s" --service-time "10 ms" --servers 1 --service-variation 0 --approximation kingman',
      "by Kingman's formula",
    ],
  ],
  solve: async (values) => {
    const { mgc } = await import("../../textbook/open/mgc.ts");
    const { verifyMgc } = await import("../../textbook/verify/verify-mgc.ts");
    const words = await import("./words.ts");
    const station = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
      servers: values.number("servers"),
      arrivalVariation: values.maybe("arrival-variation") ?? 1,
      serviceVariation: values.number("service-variation"),
    };
    const typed = values.text("approximation");
    const approximation = approximations.find((known) => known === typed) ?? "allen-cunneen";
    const result = mgc(station, approximation);
    const { arrivalVariation, serviceVariation } = station;
    // Where the formula is exact it is checked as such.
    const exact =
      arrivalVariation === 1 &&
      (station.servers === 1 || (serviceVariation === 1 && approximation !== "sakasegawa"));
    const comparable = station.servers === 1 || approximation !== "sakasegawa";
    return {
      input: { ...station, approximation },
      result,
      tables: [words.figures(words.openRows(result))],
      meaning:
        `${words.poolAt(station.arrivalRate, station.servers)} is ${words.busyFor(result.utilization)}; ` +
        `requests wait about ${formatDuration(result.waitingTime)} on average over all.`,
      verify: exact
        ? () => verifyMgc(station, approximation)
        : comparable
          ? "no exact second method for these laws; where both variations are 1, or c = 1, there is one"
          : "no exact second method for this approximation with several servers",
      ...(exact ? {} : { approximation: errors[approximation] }),
    };
  },
};
