import { describe, expect, it } from "vitest";
import { observed } from "../../calibration/testing/observed.ts";
import { campaignScale } from "./campaign-scale.ts";

describe("campaignScale", () => {
  it("reads think time, light load and the largest figures off the levels", () => {
    const scale = campaignScale([
      observed(10, { throughput: 5, mean: 0.1 }), // Z = 1.9
      observed(20, { throughput: 10, mean: 0.2 }), // Z = 1.8
      observed(40, { throughput: 16, p50: 0.9 }), // Z = 1.6
    ]);
    expect(scale).toEqual({ thinkTime: 1.8, lightLoad: 0.1, maxThroughput: 16, maxUsers: 40 });
  });

  it("takes a third of P95 where nothing better is known", () => {
    expect(campaignScale([observed(10, { p95: 0.3 })]).lightLoad).toBeCloseTo(0.1, 15);
  });

  it("never makes a think time of 0 or less", () => {
    const busy = campaignScale([observed(10, { throughput: 100, mean: 0.2 })]);
    expect(busy.thinkTime).toBeCloseTo(0.02, 15);
  });

  it("is made of positive numbers even where nothing was measured", () => {
    for (const size of Object.values(campaignScale([]))) {
      expect(size > 0 && Number.isFinite(size)).toBe(true);
    }
  });
});
