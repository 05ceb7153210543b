import { describe, expect, it } from "vitest";
import type { EndpointLevel, ResponseTimes } from "../../../measurement/campaign.ts";
import { lightVariation } from "./light-variation.ts";

const row = (
  path: string,
  responseTime: ResponseTimes,
  requests = 100,
  users = 10,
): EndpointLevel => ({
  ...{ users, run: "", method: "GET", path, requests, responseTime },
  ...{ quality: "measured", note: "" },
});

/** Mean, P50 and P95 of a lognormal time of median 1 s and this deviation of its logarithm. */
const lognormal = (deviation: number) => ({
  ...{ mean: Math.exp(deviation ** 2 / 2), p50: 1, p95: Math.exp(1.6448536269514722 * deviation) },
});

/** Coefficient of variation of such a time. */
const variationOf = (deviation: number) => Math.sqrt(Math.exp(deviation ** 2) - 1);

describe("how much more one endpoint's times vary", () => {
  const [calm, wild] = [variationOf(0.5), variationOf(1)];

  it("is its coefficient of variation over that of all, by their requests", () => {
    const found = lightVariation([
      row("/calm", lognormal(0.5), 300),
      row("/wild", lognormal(1), 100),
    ]);
    const all = (300 * calm + 100 * wild) / 400;
    expect(found.get("GET /calm")).toBeCloseTo(calm / all, 9);
    expect(found.get("GET /wild")).toBeCloseTo(wild / all, 9);
  });

  it("is told by the mean where there is no P95", () => {
    const { p95: _, ...two } = lognormal(1);
    const found = lightVariation([row("/calm", lognormal(0.5)), row("/wild", two)]);
    expect((found.get("GET /wild") ?? 0) / (found.get("GET /calm") ?? 1)).toBeCloseTo(
      wild / calm,
      9,
    );
  });

  it("is of the loads at which nobody waits", () => {
    const later = [row("/calm", { mean: 9, p50: 8, p95: 20 }, 100, 90)];
    const light = [row("/calm", lognormal(0.5)), row("/wild", lognormal(1))];
    const heavier = row("/wild", { mean: 9, p50: 8, p95: 20 }, 100, 90);
    expect(lightVariation([...light, ...later, heavier])).toEqual(lightVariation(light));
  });

  it("is unknown of one endpoint, of few requests and of those without percentiles; never beyond fourfold", () => {
    expect(lightVariation([row("/a", lognormal(1))]).size).toBe(0);
    expect(lightVariation([row("/a", lognormal(1)), row("/b", lognormal(1), 20)]).size).toBe(0);
    expect(lightVariation([row("/a", lognormal(1)), row("/b", { mean: 1 })]).size).toBe(0);
    const even = lightVariation([row("/a", { mean: 1, p50: 1, p95: 1 }), row("/b", lognormal(1))]);
    expect(even.get("GET /a")).toBe(1 / 4);
    expect([...even.values()].every(Number.isFinite)).toBe(true);
  });
});
