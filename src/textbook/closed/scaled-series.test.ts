import { describe, expect, it } from "vitest";
import { ratioOf, ScaledSum, scaledSeries } from "./scaled-series.ts";

/** The powers of `base`, far beyond the range of a double. */
const powers = (base: number, last: number) =>
  scaledSeries(last, (element, n) => {
    if (n === 0) element.set(1, 0);
    else element.scale(base);
  });

describe("scaledSeries", () => {
  it("keeps ratios of numbers no double can hold", () => {
    const series = powers(2 ** 100, 1000);
    expect(ratioOf(series, 1000, series, 999)).toBe(2 ** 100);
    expect(ratioOf(series, 999, series, 1000)).toBe(2 ** -100);
    expect(ratioOf(series, 0, series, 1000)).toBe(0);
  });

  it("sums products over stretches of different blocks", () => {
    // Σ 2^(100 j)·2^(-100 (n-j)) = 2^(-100 n)·Σ 4^(100 j): the last terms, 2^(100 n), decide.
    const [up, down] = [powers(2 ** 100, 50), powers(2 ** -100, 50)];
    const sum = new ScaledSum().addProducts(up.mantissas, up, down, 50, 50);
    const only = scaledSeries(0, (element) => {
      element.set(sum.mantissa, sum.block);
    });
    expect(ratioOf(only, 0, up, 50)).toBe(1 + 2 ** -200 + 2 ** -400);
    // Σ 2^(100 j)·2^(100 (n-j)) has n + 1 equal terms.
    const equal = new ScaledSum().addProducts(up.mantissas, up, up, 50, 50);
    expect(
      (equal.mantissa / (up.mantissas[50] as number)) *
        2 ** (480 * (equal.block - (up.blocks[50] as number))),
    ).toBe(51);
  });

  it("adds a far smaller number without harm and a far larger one in full", () => {
    const sum = new ScaledSum().set(1, 0);
    sum.add(1, -5);
    expect([sum.mantissa, sum.block]).toEqual([1, 0]);
    sum.add(1, 5);
    expect([sum.mantissa, sum.block]).toEqual([1, 5]);
    sum.add(0, 9);
    expect([sum.mantissa, sum.block]).toEqual([1, 5]);
  });
});
