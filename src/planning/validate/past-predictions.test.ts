import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type PastPrediction,
  signAgreement,
  widened,
  widenedFigures,
  widening,
  widthScore,
} from "./past-predictions.ts";
import type { ValidatedFigure } from "./validated-figure.ts";

const figure = (measured: number, noChange = 100): ValidatedFigure => ({
  ...{ users: 10, run: "", quantity: "throughput", measured, noChange, capacityRule: null },
  platform: { value: 200, low: 190, high: 210 },
  test: { value: 200, low: 100, high: 400 },
  ...{ error: 200 / measured - 1, inside: measured >= 100 && measured <= 400 },
});

const entry = (score: number, test: string): PastPrediction => ({
  ...{ platform: "A", levers: "pool.size=20", test, inside: 1, sign: 1, score },
});
const entries = (scores: readonly number[]) => scores.map((score, i) => entry(score, `t${i}`));

describe("past predictions", () => {
  it("scores a test by how far out nine of ten of its figures lay", () => {
    expect(widthScore([figure(400)])).toBeCloseTo(1, 12); // at the end of its interval
    expect(widthScore([figure(100)])).toBeCloseTo(1, 12);
    expect(widthScore([figure(800)])).toBeCloseTo(2, 12); // ln 4 / ln 2
    expect(widthScore([])).toBeNull();
  });

  it("counts the direction of what changed by 5 % or more", () => {
    expect(signAgreement([figure(150), figure(60), figure(103)])).toBe(0.5);
    expect(signAgreement([figure(103)])).toBeNull();
  });

  it("says nothing with eight entries, the largest score with nine, and never narrows", () => {
    const scores = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.7];
    expect(widening(entries(scores.slice(1)))).toBeNull();
    expect(widening(entries(scores))).toBe(1.7);
    expect(widening(entries(scores.map((score) => score / 2)))).toBe(1);
    // Nine figures of one test are one entry.
    expect(widening(scores.map((score) => entry(score, "same")))).toBeNull();
  });

  it("holds the next test of the same kind nine times of ten or more", () => {
    // Of n + 1 exchangeable scores the last is no larger than the ⌈(n + 1)·0.9⌉-th of the others.
    let [held, tried] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 10, maxLength: 40 }),
        (scores) => {
          for (let left = 0; left < scores.length; left++) {
            const factor = widening(entries(scores.filter((_, i) => i !== left))) ?? 0;
            tried++;
            if ((scores[left] ?? 0) <= factor) held++;
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(held / tried).toBeGreaterThanOrEqual(0.9);
  });

  it("moves both ends out as logarithms, and counts anew what lies inside", () => {
    const wide = widened({ value: 200, low: 100, high: 400 }, 2);
    expect(wide.low).toBeCloseTo(50, 9);
    expect(wide.high).toBeCloseTo(800, 9);
    expect(widenedFigures([figure(800)], 2)[0]?.inside).toBe(true);
    expect(() => widened({ value: 1, low: 0, high: 2 }, 2)).toThrow(RangeError);
  });
});
