import { describe, expect, it } from "vitest";
import { measuredRuns } from "../../calibration/figures.ts";
import { measuredLevels } from "../../limits/measured-levels.ts";
import { unseenLoads } from "../../limits/unseen-loads.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { compareRuns } from "./compare-runs.ts";
import type { PredictedRuns } from "./predict-runs.ts";

const level = (users: number, throughput: number): Level => ({
  users,
  run: "",
  requests: Math.round(600 * throughput),
  throughput,
  responseTime: { mean: users / throughput - 1 },
  quality: "measured",
  note: "",
});
const campaign = (levels: readonly Level[]): Campaign => ({
  name: "made",
  levels,
  endpoints: [],
  failures: [],
});
/** No one waits: Z = 1 s and R = 0.1 s. */
const before = campaign([10, 20, 40].map((users) => level(users, users / 1.1)));

/** Every draw says that nobody will ever wait. */
function compared(after: Campaign) {
  const runs = measuredRuns(after, audit(after), new Set());
  const figures = runs.flatMap(({ users, figures: all }) =>
    all.map(({ quantity }) => (quantity === "throughput" ? users / 1.1 : 0.1)),
  );
  const draw: PredictedRuns = {
    figures,
    failed: runs.map(() => 0),
    noiseScale: 1,
    without: [],
  };
  const measured = measuredLevels(observations(before, audit(before)));
  return compareRuns(
    runs,
    after,
    [draw],
    { campaign: before, ratio: 1 },
    unseenLoads(measured, 1.1),
  );
}

describe("compareRuns", () => {
  it("reaches from the largest measured throughput to nobody waiting, above all that was measured", () => {
    // The ceiling is 50/s: nothing before told.
    const [X, R] = compared(campaign([level(80, 50)]));
    expect(X).toMatchObject({ quantity: "throughput", measured: 50, inside: true });
    expect(X?.test.low).toBeCloseTo(40 / 1.1, 9);
    expect(R).toMatchObject({ quantity: "mean", inside: true });
    expect(R?.test.high).toBeCloseTo(80 / (40 / 1.1) - 1, 9);
  });

  it("does not where the load was measured before", () => {
    const [X] = compared(campaign([level(40, 25)]));
    expect(X).toMatchObject({ quantity: "throughput", measured: 25, inside: false });
  });
});
