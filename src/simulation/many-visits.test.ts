import { expect, it } from "vitest";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { judgedCell } from "./course/judged-cell.ts";
import { simulatedPlatformOf } from "./course/simulated-platform-of.ts";
import { simulate } from "./engine/simulate.ts";

it("solves ten visits of CV 3 to a first-come line as they are simulated", () => {
  // With the line of single visits of that CV the mean was a third too high.
  const plain = plainPlatform({ thinkTime: 1, cores: 2 });
  const stations = plain.stations.map((station) =>
    station.role === "database" && station.kind === "queue"
      ? {
          ...station,
          discipline: "fifo" as const,
          work: station.work.map((one) => ({ ...one, demand: 0.005, visits: 10, variation: 3 })),
        }
      : station,
  );
  const platform = { ...plain, stations, pools: [] };
  const result = simulate(simulatedPlatformOf(platform), {
    ...{ seed: 5, load: { users: 34 }, until: { requests: 40_000 }, warmUp: 30 },
  });
  const { figures } = judgedCell(platform, 34, result);
  for (const { quantity, difference } of figures) {
    if (quantity === "throughput") expect(Math.abs(difference)).toBeLessThan(0.01);
    if (quantity === "mean" || quantity === "p95") expect(Math.abs(difference)).toBeLessThan(0.08);
  }
});
