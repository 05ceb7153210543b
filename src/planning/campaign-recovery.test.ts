import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../calibration/testing/synthetic-campaign.ts";
import { findLimits } from "../limits/find-limits.ts";
import { defaultPolicy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { naiveInterpolation } from "../measurement/naive-interpolation.ts";
import { fitCampaign } from "./fit/fit-campaign.ts";

/** One platform of some hundred users, of four levels: `scripts/recovery.ts` does hundreds. */
const { campaign, breakingPoint: truth } = syntheticCampaign(17, [0.1, 0.5, 0.85, 1]);

function breakingPoint(of: Campaign) {
  const { draws, search } = fitCampaign(of, { seed: 1 });
  return findLimits(draws, defaultPolicy, search).limits.breakingPoint;
}

/** By how much of the truth an answer is off; no answer is off by all of it. */
function miss(answer: number | null): number {
  return answer === null ? 1 : Math.abs(answer / truth - 1);
}

function withoutLevelNearest(of: Campaign, users: number): Campaign {
  const nearest = of.levels.reduce((best, level) =>
    Math.abs(level.users - users) < Math.abs(best.users - users) ? level : best,
  );
  return { ...of, levels: of.levels.filter((level) => level !== nearest) };
}

describe("a campaign from a known platform, fitted as one pool of which nothing else is known", () => {
  it("gives the breaking point within 5 %, inside the 90 % interval", () => {
    const { value, low, high } = breakingPoint(campaign);
    expect(miss(value)).toBeLessThan(0.05);
    expect(low).toBeLessThanOrEqual(truth);
    expect(high).toBeGreaterThanOrEqual(truth);
  });

  it("beats straight lines when the level nearest the breaking point is left out", () => {
    const left = withoutLevelNearest(campaign, truth);
    const points = left.levels.flatMap(({ users, responseTime: { p95 } }) =>
      p95 === undefined ? [] : [{ users, p95 }],
    );
    const lines = naiveInterpolation(points, defaultPolicy.redLine.p95).users;
    expect(miss(breakingPoint(left).value)).toBeLessThan(miss(lines));
  });
});
