import { describe, expect, it } from "vitest";
import type { OpenLevel } from "../measurement/campaign.ts";
import { openObjectives } from "./open-objectives.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const at = (arrivalRate: number, figures: Partial<OpenLevel>): OpenLevel => {
  return { arrivalRate, run: "", responseTime: {}, note: "", ...figures };
};
const policy = (more: Partial<Policy>): Policy => ({ ...defaultPolicy, objectives: {}, ...more });

describe("openObjectives", () => {
  it("tells the rates on both sides of an objective on tokens", () => {
    const ttft = (p95: number) => ({ tokenTimes: { ttft: { p95 } } });
    const levels = [at(2, ttft(0.2)), at(4, ttft(0.3)), at(6, ttft(0.9))];
    const asked = policy({ tokenObjectives: { ttft: { p95: 0.5 } } });
    expect(openObjectives(levels, asked)).toMatchObject([{ holds: 4, fails: 6 }]);
    expect(openObjectives(levels.slice(0, 2), asked)).toMatchObject([{ holds: 4, fails: null }]);
  });

  it("takes a percentile of a histogram by both ends of its bucket", () => {
    const p95 = (from: number, to: number | null) => ({
      responseTime: { p95: from },
      percentileBounds: { p95: [from, to] as const },
    });
    const asked = policy({ objectives: { p95: 0.5 } });
    const levels = [at(2, p95(0.1, 0.25)), at(4, p95(0.25, 1)), at(6, p95(1, null))];
    // At 4/s it lies on either side.
    expect(openObjectives(levels, asked)).toMatchObject([{ holds: 2, fails: 6 }]);
  });

  it("counts errors, and leaves out what no level tells", () => {
    const asked = policy({ objectives: { mean: 1, errorRate: 0.01 } });
    const levels = [
      at(5, { requests: 10_000, failures: 3 }),
      at(9, { requests: 9000, failures: 900 }),
    ];
    expect(openObjectives(levels, asked)).toMatchObject([
      { objective: { name: "errorRate" }, holds: 5, fails: 9 },
    ]);
  });
});
