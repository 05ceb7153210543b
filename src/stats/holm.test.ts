import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holm } from "./holm.ts";

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe("holm", () => {
  it("steps down: 0.01 ≤ 0.05/4, 0.015 ≤ 0.05/3, then 0.03 > 0.05/2 stops it", () => {
    expect(holm([0.03, 0.01, 0.04, 0.015], 0.05)).toEqual([false, true, false, true]);
  });

  it("rejects whatever Bonferroni's rule rejects, and nothing above α", () => {
    fc.assert(
      fc.property(chances, (list) => {
        for (const [i, rejected] of holm(list, 0.05).entries()) {
          const p = list[i] ?? Number.NaN;
          if (p <= 0.05 / list.length) expect(rejected).toBe(true);
          if (p > 0.05) expect(rejected).toBe(false);
        }
      }),
    );
  });

  it("does not depend on the order, and never rejects one that is likelier than one it keeps", () => {
    fc.assert(
      fc.property(chances, (list) => {
        const found = holm(list, 0.1);
        expect(holm(list.toReversed(), 0.1)).toEqual(found.toReversed());
        const gone = list.filter((_, i) => found[i]);
        const kept = list.filter((_, i) => !found[i]);
        if (gone.length > 0 && kept.length > 0) {
          expect(Math.max(...gone)).toBeLessThanOrEqual(Math.min(...kept));
        }
      }),
    );
  });

  it("refuses what is no share", () => {
    expect(() => holm([1.5], 0.05)).toThrow("chances[0] must be a share between 0 and 1, got 1.5");
  });
});
