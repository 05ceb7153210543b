import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../../calibration/testing/synthetic-campaign.ts";
import { defaultPolicy } from "../../../limits/policy.ts";
import { sizeReasonsText } from "../../../report/text/size-reasons-text.ts";
import { fitCampaign } from "../../fit/fit-campaign.ts";
import { openHypothesis } from "../../testing/open-hypothesis.ts";
import { optimize } from "../optimize.ts";
import { sizeLevers } from "./size-levers.ts";
import { sizeReasons } from "./size-reasons.ts";

const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 0.8, 1]);
const fitted = fitCampaign(campaign, {
  ...{ seed: 1, hypotheses: [openHypothesis(truth)], extend: false },
});
const largest = Math.max(...campaign.levels.map(({ users }) => users));
const policy = {
  ...defaultPolicy,
  safeLimit: { ...defaultPolicy.safeLimit, roundTo: 1 },
  objectives: { p95: 2, errorRate: 0.01 },
};
const target = { users: Math.round(1.2 * largest), probability: 0.9 };
const reasons = sizeReasons(fitted, policy, target, sizeLevers);

describe("sizeReasons", () => {
  it("has the very sizes and probabilities of optimize", () => {
    const { sizes } = optimize(fitted, policy, { ...target, improvements: [] });
    expect(reasons.map(({ lever, smallest }) => ({ lever, smallest }))).toEqual(
      sizes.each.map(({ lever, smallest }) => ({ lever, smallest })),
    );
    for (const { smallest, judged } of reasons) {
      const own = sizes.each.find((one) => one.smallest === smallest && smallest !== null);
      if (own === undefined) continue;
      expect(judged.find(({ size }) => size === smallest)?.probability).toBe(own.probability);
    }
    expect(reasons.some(({ smallest }) => smallest !== null)).toBe(true);
  });

  it("shows that the next smaller one fails, and by what", () => {
    for (const { smallest, least, judged, asks, asked, askedMargin } of reasons) {
      if (smallest === null || smallest === least) continue;
      const [below, at] = judged;
      expect(at).toMatchObject({ size: smallest, holds: true });
      expect(at?.probability).toBeGreaterThanOrEqual(asked);
      expect(at?.margin).toBeGreaterThanOrEqual(askedMargin);
      expect(below?.holds).toBe(false);
      expect(asks.length).toBeGreaterThan(0);
      expect(asks.includes("margin")).toBe((below?.margin ?? 1) < askedMargin);
      // All at once hold no more often than the one that holds least.
      for (const { probability } of below?.demands ?? []) {
        expect(below?.probability).toBeLessThanOrEqual(probability + 1e-12);
      }
    }
  });

  it("tells every size that was looked at, the one that was found among those of all platforms", () => {
    for (const { smallest, tried } of reasons) {
      if (smallest === null) continue;
      expect(tried).toContainEqual({ size: smallest, on: "all", holds: true });
    }
  });

  it("says so in words", () => {
    const text = sizeReasonsText(reasons);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    for (const { lever } of reasons) expect(text).toContain(`${lever} for ${target.users} users`);
    expect(text).not.toContain("where predictions stop");
    const far = reasons.map((one) => ({ ...one, predictedTo: one.users - 1 }));
    expect(sizeReasonsText(far)).toContain("where predictions stop");
    const none = { smallest: null, judged: [], asks: [], without: 1, tried: [] };
    const [first] = reasons;
    expect(first && sizeReasonsText([{ ...first, ...none }])).toContain(
      "it acts on nothing in any explanation",
    );
  });
});
