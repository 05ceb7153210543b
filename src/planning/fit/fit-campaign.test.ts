import { describe, expect, it } from "vitest";
import { calibrateHypothesis } from "../../calibration/calibrate-hypothesis.ts";
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { fitCampaign } from "./fit-campaign.ts";
import { unfittedFindings } from "./unfitted-findings.ts";

/** Few levels of few users: what is tested is what is fitted, not how well. */
const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 1]);
const open = openHypothesis(truth);
/** Fewer draws than anybody would answer from, and no level left out: what is fitted is the same. */
const fits: HypothesisFits = {
  leaveLevelOut: () => [],
  calibrate: (hypothesis, runs, options) =>
    calibrateHypothesis(hypothesis, runs, { ...options, draws: Math.min(options.draws ?? 8, 8) }),
};

const impossible: Hypothesis = {
  name: "impossible",
  source: "",
  numbers: {},
  platform: { ...truth, thinkTime: -1 },
};

describe("fitCampaign", () => {
  it("rests on what is named, and keeps the name of what could not be fitted", () => {
    const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [impossible, open] });
    const { members, excluded, replaced, picks } = fitted.hypotheses;
    expect(members.map(({ posterior }) => posterior.hypothesis.name)).toEqual(["plain"]);
    expect(excluded.map(({ name }) => name)).toEqual(["impossible"]);
    expect(replaced).toBe(false);
    expect(fitted.draws).toHaveLength(picks.length);
    expect(unfittedFindings(fitted)).toEqual([]);
    const largest = Math.max(...campaign.levels.map(({ users }) => users));
    expect(fitted.search.maxUsers).toBe(2 * largest);
    expect(fitted.search.basisAt(largest)).toBe("interpolated");
    expect(fitted.search.basisAt(largest + 1)).toBe("extrapolated");
  });

  it("falls back to one pool where nothing named can be fitted, and says so", () => {
    const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [impossible], fits });
    const { members, excluded, replaced } = fitted.hypotheses;
    expect(replaced).toBe(true);
    expect(members.length).toBeGreaterThan(0);
    for (const { posterior } of members) {
      expect(posterior.hypothesis.name).toMatch(
        /^platform-(api|(loops|workers|pool)-of-each|workers|(database|pool)(-of-some)?)$/,
      );
    }
    expect(excluded[0]?.name).toBe("impossible");
    expect(excluded[0]?.reason).toContain("thinkTime");
    const [finding] = unfittedFindings(fitted);
    expect(finding?.code).toBe("hypotheses-not-fitted");
    expect(finding?.message).toContain("“one pool, nothing else known”");
  });

  it("refuses what holds too little, with what is missing", () => {
    const little = { ...campaign, levels: campaign.levels.slice(0, 1) };
    expect(() => fitCampaign(little, { seed: 1, hypotheses: [open] })).toThrow(RangeError);
    expect(() => fitCampaign({ ...campaign, levels: [] }, { seed: 1 })).toThrow(
      /^a fit needs throughput or response times at two loads at least, got 0/,
    );
  });
});
