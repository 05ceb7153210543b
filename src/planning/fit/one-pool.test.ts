import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { fillPlatform } from "../../platform/fill-platform.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { medianOf } from "../../platform/quantity.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { onePool } from "./one-pool.ts";

/** Users of think time Z, who get R at each load. */
const campaignOf = (
  thinkTime: number,
  means: readonly (readonly [number, number])[],
): Campaign => ({
  name: "x",
  levels: means.map(([users, mean]) => ({
    ...{ users, run: "", duration: 600, quality: "measured" as const, note: "" },
    requests: Math.round((600 * users) / (thinkTime + mean)),
    throughput: users / (thinkTime + mean),
    responseTime: { mean },
  })),
  endpoints: [],
  failures: [],
});

const hypothesisOf = (campaign: Campaign) => {
  const audited = audit(campaign);
  return onePool(campaign, observations(campaign, audited), audited);
};

const atMedians = (hypothesis: Hypothesis) =>
  fillPlatform(
    hypothesis,
    Object.fromEntries(unknownsOf(hypothesis).map(({ name, prior }) => [name, medianOf(prior)])),
  );

const shop = campaignOf(1.35, [
  [50, 0.05],
  [100, 0.06],
  [200, 0.4],
]);

describe("onePool", () => {
  it("takes its sizes from the campaign's own scale", () => {
    const { numbers, platform, ceiling } = hypothesisOf(shop);
    expect(ceiling).toBe("unknown");
    expect(platform.thinkTime).toEqual({ prior: "logNormal", median: 1.35, spread: 0.1 });
    // 50 ms at light load, four fifths of it queries.
    expect(numbers["queryTime"]).toMatchObject({ median: 0.04 });
    expect(numbers["apiTime"]).toMatchObject({ median: 0.01 });
    // 200/(1.35 + 0.4) = 114.3 req/s of 40 ms: 4.57 at work in the database; 6 times more or less.
    const [api, database] = platform.stations;
    expect(database).toMatchObject({
      servers: { prior: "logUniform", low: 0.762, high: 27.4 },
    });
    // 1.14 at work in the API, up to 200 times as much: threads are cheap.
    expect(api).toMatchObject({ servers: { prior: "logUniform", low: 1.14, high: 229 } });
    // A usual pool has at most 100 places, or one for each of 200 users.
    expect(platform.pools[0]?.size).toEqual({ prior: "logUniform", low: 2, high: 200 });
  });

  it("scales with the platform: time in other units changes nothing but times", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (unit) => {
        const slow = hypothesisOf(
          campaignOf(1.35 * unit, [
            [50, 0.05 * unit],
            [100, 0.06 * unit],
            [200, 0.4 * unit],
          ]),
        );
        const usual = hypothesisOf(shop);
        const sizes = ({ platform }: Hypothesis) => platform.pools.map(({ size }) => size);
        expect(sizes(slow)).toEqual(sizes(usual));
        const [own, other] = [slow, usual].map(({ numbers }) => {
          const { queryTime } = numbers;
          return typeof queryTime === "object" ? medianOf(queryTime) : 0;
        });
        expect((own ?? 0) / (unit * (other ?? 1))).toBeCloseTo(1, 2); // three digits are kept
      }),
      { numRuns: 30 },
    );
  });

  it("at its medians is near the light load that was measured", () => {
    const [solution] = solvePlatform(atMedians(hypothesisOf(shop)), [50]);
    expect((solution?.throughput ?? 0) / (50 / 1.4)).toBeGreaterThan(0.8);
    expect((solution?.throughput ?? 0) / (50 / 1.4)).toBeLessThan(1.2);
  });
});
