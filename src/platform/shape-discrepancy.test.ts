import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHAPE_TERMS, shapeShift } from "./shape-discrepancy.ts";

const busy = fc.double({ min: 0, max: 0.999, noNaN: true });
const terms = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: SHAPE_TERMS,
  maxLength: SHAPE_TERMS,
});

describe("shapeShift", () => {
  it("is the first set's where nobody queues, and the second's at the ceiling", () => {
    expect(shapeShift("p95", 0, [0, 1, 0, 0, 5, 0])).toBeCloseTo(0.12, 12);
    expect(shapeShift("p95", 1, [0, 5, 0, 0, 1, 0])).toBeCloseTo(0.12, 12);
    expect(shapeShift("p50", 0, [1, 5, 5, 0, 0, 0])).toBeCloseTo(0.06, 12);
  });

  it("has the same deviation at every load", () => {
    fc.assert(
      fc.property(busy, (u) => {
        // Of independent terms of deviation 1, variances add.
        const of = (i: number) =>
          shapeShift(
            "p99",
            u,
            Array.from({ length: SHAPE_TERMS }, (_, k) => (k === i ? 1 : 0)),
          );
        const variance = [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + of(i) ** 2, 0);
        expect(variance).toBeCloseTo(0.12 ** 2 + 0.08 ** 2, 12);
      }),
      { seed: 1 },
    );
  });

  it("is linear in its terms, and nothing without any", () => {
    fc.assert(
      fc.property(busy, terms, (u, list) => {
        const doubled = list.map((x) => 2 * x);
        expect(shapeShift("p95", u, doubled)).toBeCloseTo(2 * shapeShift("p95", u, list), 9);
        expect(shapeShift("p90", u, [])).toBe(0);
      }),
      { seed: 2 },
    );
  });
});
