import { describe, expect, it } from "vitest";
import { summarizeLimits } from "../find-limits.ts";
import { measuredLevels } from "../measured-levels.ts";
import type { PlatformLimits } from "../platform-limits.ts";
import { defaultPolicy } from "../policy.ts";
import { measuredLevel } from "../testing/measured-level.ts";

/** 1.1 s a cycle at light load, and no more than its own limit of 125 req/s let in. */
function limited(rateLimit: number | null, ceiling = 125): PlatformLimits {
  return {
    ...{ knee: ceiling * 1.1, peakUsers: 1000, peakThroughput: ceiling },
    ...{ zoneEnds: [null, null, null], breakingPoint: null, brokenBy: null },
    ...{ objectivesEnd: null, firstObjective: null, rateLimit },
    reaches: (rate) => (rate > ceiling ? null : rate * 1.1),
  };
}

/** Four of five requests at 500 users are turned away at once, and nobody waits. */
const levels = [50, 100, 500].map((users) =>
  measuredLevel(users, { throughput: Math.min(users / 1.1, 125), mean: 0.1, p95: 0.2 }),
);

const limitsOf = (draws: readonly PlatformLimits[], measured = levels) =>
  summarizeLimits(draws, defaultPolicy, {
    maxUsers: 1000,
    basisAt: () => "interpolated",
    // Those are seen as they were let in: on the light-load line as far as anybody knows.
    measured: { ...measuredLevels(measured), reachLimits: false },
  }).limits;

describe("rateLimit", () => {
  it("is the platform's own where that hides the ceiling, and refuses from where it is met", () => {
    const { peak, rateLimit } = limitsOf([limited(125), limited(125)]);
    expect(peak.throughput.value).toBeNull();
    expect(rateLimit).toMatchObject({ value: 125, basis: "interpolated" });
    expect(rateLimit.rule).toContain("the platform's own limit");
    expect(rateLimit.rule).not.toContain("measure 1000 users");
    // 99 % of 125 req/s at 1.1 s a cycle.
    expect(rateLimit.refusesFrom.value).toBeCloseTo(0.99 * 125 * 1.1, 6);
  });

  it("is none where there is neither a ceiling nor a limit, or only some draws have one", () => {
    expect(limitsOf([limited(null)]).rateLimit).toMatchObject({ value: null, basis: "at least" });
    expect(limitsOf([limited(null), limited(125)]).rateLimit.value).toBeNull();
  });
});
