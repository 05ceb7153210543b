import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { replicationOf } from "../engine/simulation-run.ts";
import { meanTime } from "../engine/time-law.ts";
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

  it("begins at the median, then goes in pairs around it: first to the quartiles", () => {
    expect(workOf(0, 0.2)).toBe(0.05);
    // Φ⁻¹(3/4) = 0.67449 (Abramowitz & Stegun, table 26.5).
    expect(workOf(1, 0.2)).toBeCloseTo(0.05 * Math.exp(0.2 * 0.67449), 6);
    expect(workOf(2, 0.2)).toBeCloseTo(0.05 * Math.exp(-0.2 * 0.67449), 6);
    expect(workOf(5, 0.2) * workOf(6, 0.2)).toBeCloseTo(0.05 ** 2, 12);
  });

  it("has the mean and the spread of the drift over many", () => {
    const logs = Array.from({ length: 255 }, (_, i) => Math.log(workOf(i, 0.3) / 0.05));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const square = logs.reduce((sum, value) => sum + value * value, 0) / logs.length;
    expect(mean).toBeCloseTo(0, 9);
    expect(Math.sqrt(square)).toBeGreaterThan(0.28);
    expect(Math.sqrt(square)).toBeLessThan(0.305);
  });
});
