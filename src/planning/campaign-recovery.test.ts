import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../calibration/testing/synthetic-campaign.ts";
import { findLimits } from "../limits/find-limits.ts";
import { defaultPolicy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { median } from "../measurement/median.ts";
import { naiveInterpolation } from "../measurement/naive-interpolation.ts";
import { fitCampaign } from "./fit/fit-campaign.ts";

/** The first twenty, whatever they are: platforms of any scale, with and without falling throughput. */
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

/** Some seconds for each of the forty fits, on a slow machine. */
const LIMIT = 240_000;

function breakingPoint(campaign: Campaign) {
  const { draws, search } = fitCampaign(campaign, { seed: 1 });
  return findLimits(draws, defaultPolicy, search).limits.breakingPoint;
}

/** By how much of the truth an answer is off; no answer is off by all of it. */
function miss(answer: number | null, truth: number): number {
  return answer === null ? 1 : Math.abs(answer / truth - 1);
}

function withoutLevelNearest(campaign: Campaign, users: number): Campaign {
  const nearest = campaign.levels.reduce((best, level) =>
    Math.abs(level.users - users) < Math.abs(best.users - users) ? level : best,
  );
  return { ...campaign, levels: campaign.levels.filter((level) => level !== nearest) };
}

describe("twenty campaigns from known platforms", () => {
  it("give the breaking point within 5 % in the median, inside the 90 % interval in 16 or more", {
    timeout: LIMIT,
  }, () => {
    const results = seeds.map((seed) => {
      const { campaign, breakingPoint: truth } = syntheticCampaign(seed);
      const { value, low, high } = breakingPoint(campaign);
      const inside = low !== null && low <= truth && (high === null || truth <= high);
      return { seed, truth, value, low, high, error: miss(value, truth), inside };
    });
    const outside = results.filter(({ inside }) => !inside);
    expect(median(results.map(({ error }) => error))).toBeLessThan(0.05);
    expect(outside.length, JSON.stringify(outside)).toBeLessThanOrEqual(4);
  });

  it("beat straight lines when the level nearest the breaking point is left out", {
    timeout: LIMIT,
  }, () => {
    const errors = seeds.map((seed) => {
      const { campaign, breakingPoint: truth } = syntheticCampaign(seed);
      const left = withoutLevelNearest(campaign, truth);
      const points = left.levels.flatMap(({ users, responseTime: { p95 } }) =>
        p95 === undefined ? [] : [{ users, p95 }],
      );
      return {
        model: miss(breakingPoint(left).value, truth),
        lines: miss(naiveInterpolation(points, defaultPolicy.redLine.p95).users, truth),
      };
    });
    const ofModel = median(errors.map(({ model }) => model));
    const ofLines = median(errors.map(({ lines }) => lines));
    expect(ofModel).toBeLessThan(ofLines);
  });
});
