import { describe, expect, it } from "vitest";
import type { Level } from "../../measurement/campaign.ts";
import { productionFigures } from "./production-figures.ts";

const level: Level = {
  users: 100,
  run: "",
  quality: "measured",
  duration: 300,
  requests: 24_000,
  failures: 0,
  throughput: 80,
  responseTime: { mean: 0.25, p95: 0.6 },
  note: "",
};

const campaign = { name: "production", levels: [level], endpoints: [], failures: [] };

describe("productionFigures", () => {
  it("are the totals of each level, as they were measured", () => {
    const figures = productionFigures(campaign, 1);
    const of = (quantity: string) => figures.find((one) => one.quantity === quantity);
    expect(of("throughput")).toMatchObject({ users: 100, measured: 80 });
    expect(of("mean")?.measured).toBeCloseTo(0.25, 12);
    expect(of("p95")?.measured).toBeCloseTo(0.6, 12);
  });

  it("are never surer than what a model of staging misses, and less sure where runs differ more", () => {
    const [usual, loud] = [1, 3].map((scale) => productionFigures(campaign, scale));
    expect(usual?.length).toBeGreaterThan(2);
    usual?.forEach(({ noise }, i) => {
      expect(noise).toBeGreaterThan(0.08);
      // noise² = known² + (scale·repeat)² + 0.08²: three times the repeat, at most three times the rest.
      expect(loud?.[i]?.noise).toBeGreaterThan(noise);
      expect(loud?.[i]?.noise).toBeLessThan(3 * noise);
    });
  });
});
