import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurvePoint } from "../../limits/limits.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { refinedCurve } from "./refined-curve.ts";

const [template] = samplePlan().points;

/** A platform that saturates at a knee: times are flat before it and grow with the users after. */
function predictKnee(knee: number) {
  return (loads: readonly number[]): readonly CurvePoint[] =>
    loads.flatMap((users) => {
      if (template === undefined) return [];
      const p95 = {
        ...template.responseTime.p95,
        value: users < knee ? 0.1 : 0.1 + (users - knee) / 100,
      };
      const throughput = { ...template.throughput, value: Math.min(users, knee) };
      return [{ ...template, users, throughput, responseTime: { ...template.responseTime, p95 } }];
    });
}

const even = Array.from({ length: 20 }, (_, i) => 50 * (i + 1));

describe("refinedCurve", () => {
  it("adds the loads around the knee, and none along a straight line", () => {
    const users = refinedCurve(even, predictKnee(430), { most: 8, rounds: 2 }).map((p) => p.users);
    const added = users.filter((load) => !even.includes(load));
    expect(added.length).toBeGreaterThan(2);
    expect(added.some((load) => load > 400 && load < 500)).toBe(true);
    expect(added.every((load) => load > 340 && load < 650)).toBe(true);
    expect(refinedCurve(even, predictKnee(1e6), { most: 8, rounds: 2 })).toHaveLength(even.length);
  });

  it("keeps every load once, in order, and adds no more than it may", () => {
    const knees = fc.integer({ min: 1, max: 1100 });
    fc.assert(
      fc.property(knees, fc.integer({ min: 0, max: 20 }), (knee, most) => {
        const users = refinedCurve(even, predictKnee(knee), { most, rounds: 2 }).map(
          (p) => p.users,
        );
        expect(users).toEqual([...new Set(users)].sort((a, b) => a - b));
        for (const load of even) expect(users).toContain(load);
        expect(users.length).toBeLessThanOrEqual(even.length + most);
        expect(users.every(Number.isInteger)).toBe(true);
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});
