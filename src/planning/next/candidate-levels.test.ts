import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidateChanges, slowestGlob } from "./candidate-changes.ts";
import { candidateLevels } from "./candidate-levels.ts";

describe("candidateLevels", () => {
  it("repeats levels, halves the gaps and goes on to twice the largest", () => {
    expect(candidateLevels([10, 50, 50, 100, 400], 800)).toEqual({
      repeated: [10, 50, 100, 400],
      between: [30, 75, 250],
      beyond: [500, 600, 800],
    });
  });

  it("keeps every load whole, apart from the others and within reach", () => {
    const loads = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(loads, (measured) => {
        const most = 2 * Math.max(...measured);
        const { repeated, between, beyond } = candidateLevels(measured, most);
        const all = [...repeated, ...between, ...beyond];
        expect(new Set(all).size).toBe(all.length);
        expect(all.every((users) => Number.isInteger(users) && users >= 1 && users <= most)).toBe(
          true,
        );
        expect(repeated.length).toBeLessThanOrEqual(12);
        expect(repeated).toContain(Math.min(...measured));
        expect(repeated).toContain(Math.max(...measured));
      }),
    );
  });

  it("refuses no level", () => {
    expect(() => candidateLevels([], 10)).toThrow(RangeError);
  });
});

describe("candidateChanges", () => {
  const endpoint = (name: string, requests: number, work: number) => ({
    name,
    requests,
    work,
    reads: true,
  });

  it("halves the work of the resource that takes most a request", () => {
    const endpoints = [
      endpoint("GET /api/goals/", 0.5, 0.2),
      endpoint("GET /api/agents/", 0.2, 0.3),
      endpoint("POST /api/agents/{id}", 0.1, 0.2),
      endpoint("GET /api/tasks/{id}", 0.2, 0.3),
    ];
    expect(slowestGlob(endpoints)).toBe("* /api/agents*");
    const titles = candidateChanges(endpoints).map(({ title }) => title);
    expect(titles).toEqual([
      "pool.size=x2",
      "db.readReplicas=db.readReplicas + 1",
      "api.replicas=x2",
      "demand[* /api/agents*]=0.5",
    ]);
  });

  it("acts on all endpoints where there is one resource or none is known", () => {
    expect(slowestGlob([])).toBeUndefined();
    expect(slowestGlob([endpoint("GET /a", 0.5, 0.5), endpoint("POST /a/{id}", 0.5, 0.5)])).toBe(
      undefined,
    );
  });
});
