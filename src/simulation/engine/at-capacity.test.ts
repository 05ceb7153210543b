import { describe, expect, it } from "vitest";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { planExperiment } from "../course/plan-experiment.ts";
import type { SimulatedPart } from "../stations/simulated-platform.ts";
import { simulate } from "./simulate.ts";
import { replicationOf } from "./simulation-run.ts";
import { meanTime } from "./time-law.ts";

const planned = (drift: number, replications = 10) =>
  planExperiment(plainPlatform({ queue: { drift } }), { users: 20 }, { seed: 1, replications });

/** Mean of the database's work in one of ten replications, s. */
function workOf(replication: number, drift: number, replications?: number): number {
  const { platform, run } = planned(drift, replications);
  const { parts } = replicationOf(platform, run, replication).platform;
  const inside = parts.flatMap((part: SimulatedPart) =>
    part.kind === "pool" ? part.inside : [part],
  );
  const database = inside.find(({ name }) => name === "database");
  if (database?.kind !== "node" || !database.work[0]) throw new Error("the database has work");
  return meanTime(database.work[0].time);
}

describe("atCapacity", () => {
  it("leaves a platform as it is where nothing drifts", () => {
    const { platform, run } = planned(0);
    for (const number of [0, 1, 7]) {
      expect(replicationOf(platform, run, number).platform).toBe(platform);
    }
  });

  it("stands at the two capacities of the solver in turn, at the median where it is alone", () => {
    expect([0, 1, 2, 3].map((number) => workOf(number, 0.2))).toEqual(
      [0.2, -0.2, 0.2, -0.2].map((drift) => 0.05 * Math.exp(drift)),
    );
    expect(workOf(0, 0.2, 1)).toBe(0.05);
  });

  it("has the throughput that the solver has of a platform whose capacity drifts", () => {
    const drifting = plainPlatform({ thinkTime: 0.2, cores: 1, queue: { drift: 0.3 } });
    const options = { seed: 2, duration: 2000, warmUp: 100 };
    const { platform, run } = planExperiment(drifting, { users: 12 }, options);
    const { total } = simulate(platform, run);
    const solved = solvePlatform(drifting, [12])[0]?.throughput ?? 0;
    expect(total.throughput.value / solved).toBeCloseTo(1, 2);
  });
});
