import { describe, expect, it } from "vitest";
import { calibrateHypothesis } from "./calibrate-hypothesis.ts";
import { keptPosterior, restoredPosterior } from "./kept-posterior.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const runs = twoStagesRuns();
const fresh = calibrateHypothesis(twoStages, runs, { seed: 1, draws: 8 });

/** As a disk keeps it. */
const stored = () => JSON.parse(JSON.stringify(keptPosterior(fresh)));

/** With a best cost that is off by a share. */
function offBy(share: number) {
  const kept = stored();
  return { ...kept, fit: { ...kept.fit, cost: kept.fit.cost * (1 + share) } };
}

describe("restoredPosterior", () => {
  it("is what was kept, with unknowns, runs and platforms again", () => {
    expect(restoredPosterior(stored(), twoStages, runs)).toEqual(fresh);
  });

  it("refuses a cost that the best position does not have, by as much as is asked for", () => {
    expect(restoredPosterior(offBy(1e-6), twoStages, runs)).toBeNull();
    expect(restoredPosterior(offBy(1e-6), twoStages, runs, 1, 1e-4)).not.toBeNull();
    expect(restoredPosterior(offBy(1e-3), twoStages, runs, 1, 1e-4)).toBeNull();
  });

  it("computes no cost again where whoever kept it answers for the bytes", () => {
    expect(restoredPosterior(offBy(1e-3), twoStages, runs, 1, null)).not.toBeNull();
    expect(restoredPosterior({ ...stored(), picks: [99] }, twoStages, runs, 1, null)).toBeNull();
  });

  it("refuses fewer draws than are wanted", () => {
    expect(restoredPosterior(stored(), twoStages, runs, 8)).not.toBeNull();
    expect(restoredPosterior(stored(), twoStages, runs, 9)).toBeNull();
  });

  it("refuses draws that are nowhere, and the runs of another campaign", () => {
    expect(restoredPosterior({ ...stored(), picks: [99] }, twoStages, runs)).toBeNull();
    expect(restoredPosterior(stored(), twoStages, twoStagesRuns([20, 60, 90, 141]))).toBeNull();
  });
});
