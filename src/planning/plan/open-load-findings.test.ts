import { describe, expect, it } from "vitest";
import { noModelError } from "../../limits/model-error.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Campaign, OpenLevel } from "../../measurement/campaign.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { OpenEstimate } from "../../stats/estimate.ts";
import { openLoadFindings } from "./open-load-findings.ts";

/** One shared server of 50 ms: M/M/1 with 20 req/s at most, R = 50 ms / (1 − λ/20). */
const single = {
  platform: plainPlatform({ apiTime: 0, databaseTime: 0.05, cores: 1, poolSize: 5000 }),
  ...{ position: [], modelError: noModelError },
  changeError: { time: 0, throughput: 0, shape: [], imbalance: 0 },
};
const ceiling: OpenEstimate = { value: 20, low: 19, high: 21, basis: "interpolated" };

const policy = { ...defaultPolicy, objectives: {} };

const at = (arrivalRate: number, figures: Partial<OpenLevel> = {}): OpenLevel => {
  return { arrivalRate, run: "", responseTime: {}, note: "", ...figures };
};
const found = (...openLevels: readonly OpenLevel[]) => {
  const campaign: Campaign = { name: "x", levels: [], endpoints: [], failures: [], openLevels };
  return openLoadFindings(campaign, [single], ceiling, policy);
};

describe("openLoadFindings", () => {
  it("has nothing to say without open load", () => {
    expect(found()).toEqual([]);
  });

  it("says how much of the ceiling the busiest rate is", () => {
    const [one, ...others] = found(at(5), at(10, { run: "14:00–15:00 UTC" }));
    expect(one?.message).toMatch(/reaches 10\.0 req\/s \(14:00–15:00 UTC\), 50 % of the ceiling/);
    expect(others).toEqual([]);
  });

  it("is silent where the figures agree, and names those that do not", () => {
    // At 10/s the mean is 100 ms.
    expect(found(at(10, { responseTime: { mean: 0.102 } }))).toHaveLength(1);
    const [, off] = found(at(10, { responseTime: { mean: 0.2 } }));
    expect(off).toMatchObject({ code: "open-load-disagrees", severity: "warning" });
    expect(off?.message).toMatch(/At 10\.0 req\/s the mean was between 192 ms and 208 ms/);
  });

  it("holds percentiles of buckets by the ends of their bucket", () => {
    // P95 of M/M/1 is about 3 × 100 ms.
    const wide = { responseTime: { p95: 0.9 }, percentileBounds: { p95: [0.2, 1] as const } };
    expect(found(at(10, wide))).toHaveLength(1);
    const low = { responseTime: { p95: 0.05 }, percentileBounds: { p95: [0.01, 0.1] as const } };
    expect(found(at(10, low))).toHaveLength(2);
  });

  it("says up to which rate objectives were measured to hold", () => {
    const asked = { ...policy, tokenObjectives: { ttft: { p95: 0.5 } } };
    const openLevels = [2, 4].map((rate) => {
      return at(rate, { tokenTimes: { ttft: { p95: rate / 5 } } });
    });
    const campaign: Campaign = { name: "x", levels: [], endpoints: [], failures: [], openLevels };
    const [, one] = openLoadFindings(campaign, [single], ceiling, asked);
    expect(one?.message).toMatch(/TTFT P95 ≤ 500 ms up to 2\.00 req\/s, not at 4\.00 req\/s/);
  });

  it("says so where a rate was served that no plausible platform can serve", () => {
    const [, over] = found(at(30, { responseTime: { mean: 0.1 } }));
    expect(over?.message).toMatch(/^30\.0 req\/s was served, and every platform that fits/);
  });
});
