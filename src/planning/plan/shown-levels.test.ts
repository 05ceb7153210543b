import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Level } from "../../measurement/campaign.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { predictedThroughput, shownLevels, shownThroughput } from "./shown-levels.ts";

/** Measured for 100 s. */
function level(users: number, requests: number, failures: number, throughput: number): Level {
  return {
    users,
    run: "",
    quality: "measured",
    responseTime: { mean: 0.5 },
    duration: 100,
    requests,
    failures,
    throughput,
    note: "",
  };
}

const campaignOf = (levels: readonly Level[]) => ({
  name: "made",
  levels,
  endpoints: [],
  failures: [],
});

describe("what is shown of a level beside a prediction", () => {
  it("is the throughput of all requests, where a tool stated that of successes", () => {
    // 8,000 of 10,000 in 100 s: 80 successes a second, 100 requests.
    const campaign = campaignOf([level(100, 10_000, 2000, 80)]);
    const shown = shownLevels({ campaign, timeOuts: true });
    expect(shown.map(({ throughput }) => throughput)).toEqual([100]);
  });

  it("is what was answered beside a ceiling, where requests time out in the platform", () => {
    const timedOut = level(100, 10_000, 2000, 100);
    const campaign = campaignOf([timedOut]);
    expect(shownThroughput({ campaign, timeOuts: true }, timedOut)).toBeCloseTo(80, 12);
    expect(shownThroughput({ campaign }, timedOut)).toBe(100);
    const [point] = samplePlan().points;
    if (point === undefined) throw new Error("no point");
    expect(predictedThroughput({ campaign, timeOuts: true }, point)).toBe(point.goodput);
    expect(predictedThroughput({ campaign }, point)).toBe(point.throughput);
  });

  it("is the same whichever of the two a tool stated", () => {
    const counts = fc.record({
      requests: fc.integer({ min: 1000, max: 100_000 }),
      share: fc.double({ min: 0.02, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, ({ requests, share }) => {
        const failures = Math.round(share * requests);
        const answered = (requests - failures) / 100;
        for (const stated of [requests / 100, answered]) {
          const campaign = campaignOf([level(100, requests, failures, stated)]);
          const plan = { campaign, timeOuts: true as const };
          const [shown] = shownLevels(plan);
          if (shown === undefined) throw new Error("no level");
          expect(shownThroughput(plan, shown)).toBeCloseTo(answered, 6);
        }
      }),
      { seed: 12 },
    );
  });
});
