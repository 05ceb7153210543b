import { describe, expect, it } from "vitest";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { replicate } from "../engine/replicate.ts";
import { replicationOf } from "../engine/simulation-run.ts";
import { meanTime } from "../engine/time-law.ts";
import { summarizeSimulation } from "../result/summarize-simulation.ts";
import type { SimulatedPart } from "../stations/simulated-platform.ts";
import { planExperiment } from "./plan-experiment.ts";
import { replicationOfExperiment } from "./replication-of-experiment.ts";

const planned = (drift: number) =>
  planExperiment(plainPlatform({ queue: { drift } }), { users: 20 }, { seed: 1 });

/** Mean of the database's work, s. */
function workIn(parts: readonly SimulatedPart[]): number {
  const inside = parts.flatMap((part) => (part.kind === "pool" ? part.inside : [part]));
  const time = inside.find(({ name }) => name === "database");
  if (time?.kind !== "node" || !time.work[0]) throw new Error("the database has work");
  return meanTime(time.work[0].time);
}

const workOf = (replication: number, drift: number) =>
  workIn(replicationOfExperiment(planned(drift), replication).platform.parts);

describe("replicationOfExperiment", () => {
  it("is the usual replication where nothing drifts", () => {
    const { platform, run } = planned(0);
    for (const number of [0, 1, 7]) {
      expect(replicationOfExperiment(planned(0), number)).toEqual(
        replicationOf(platform, run, number),
      );
    }
  });

  it("stands at the two capacities of the solver in turn, at the median where it is alone", () => {
    expect([0, 1, 2, 3].map((number) => workOf(number, 0.2))).toEqual(
      [0.2, -0.2, 0.2, -0.2].map((drift) => 0.05 * Math.exp(drift)),
    );
    const alone = { ...planned(0.2), run: { ...planned(0.2).run, replications: 1 } };
    expect(workIn(replicationOfExperiment(alone, 5).platform.parts)).toBe(0.05);
  });

  it("has the throughput that the solver has of a platform whose capacity drifts", () => {
    const platform = plainPlatform({ thinkTime: 0.2, cores: 1, queue: { drift: 0.3 } });
    const {
      platform: simulated,
      run,
      drifts,
    } = planExperiment(platform, { users: 12 }, { seed: 2, duration: 2000, warmUp: 100 });
    const made = Array.from({ length: 10 }, (_, i) =>
      replicate(replicationOfExperiment({ platform: simulated, run, drifts }, i)),
    );
    const { total } = summarizeSimulation(simulated, run, made) ?? {};
    const solved = solvePlatform(platform, [12])[0]?.throughput ?? 0;
    expect((total?.throughput.value ?? 0) / solved).toBeCloseTo(1, 2);
  });
});
