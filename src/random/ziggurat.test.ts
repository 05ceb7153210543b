import { describe, expect, it } from "vitest";
import { incompleteGamma } from "../stats/incomplete-gamma.ts";
import { normalCdf } from "../stats/normal-distribution.ts";
import { randomGamma } from "./random-gamma.ts";
import { RandomStream } from "./random-stream.ts";
import { zigguratExponential } from "./ziggurat-exponential.ts";
import { zigguratNormal } from "./ziggurat-normal.ts";

const count = 400_000;

/**
 * Largest gap between the draws' distribution and the law's, times √n. Above 1.95 in one right
 * sample of a thousand (Kolmogorov's limit law, 2·Σ(−1)^(k−1)·e^(−2k²x²)).
 */
function kolmogorov(draw: () => number, cdf: (x: number) => number): number {
  const values = Float64Array.from({ length: count }, draw).sort();
  let gap = 0;
  for (const [i, value] of values.entries()) {
    const p = cdf(value);
    gap = Math.max(gap, Math.abs(p - i / count), Math.abs(p - (i + 1) / count));
  }
  return gap * Math.sqrt(count);
}

const TAIL_OF_ONE_IN_A_THOUSAND = 1.95;

describe("the ziggurat", () => {
  it("draws exponentials: the whole distribution, tail included", () => {
    const stream = RandomStream.fromSeed(11);
    const gap = kolmogorov(
      () => zigguratExponential(stream),
      (x) => -Math.expm1(-x),
    );
    expect(gap).toBeLessThan(TAIL_OF_ONE_IN_A_THOUSAND);
  });

  it("draws normals: the whole distribution, both tails", () => {
    const stream = RandomStream.fromSeed(12);
    expect(kolmogorov(() => zigguratNormal(stream), normalCdf)).toBeLessThan(
      TAIL_OF_ONE_IN_A_THOUSAND,
    );
  });

  it("fills the tails beyond the last layer as often as it should", () => {
    // Chances e^-7.697117 = 4.5414e-4 and erfc(3.654153/√2) = 2.5804e-4, in 4,000,000 draws; the
    // bound is five standard errors of a count.
    const stream = RandomStream.fromSeed(13);
    let exponentials = 0;
    let normals = 0;
    for (let i = 0; i < 4_000_000; i++) {
      if (zigguratExponential(stream) > 7.69711747013105) exponentials++;
      if (Math.abs(zigguratNormal(stream)) > 3.654152885361009) normals++;
    }
    const expected = 4_000_000 * Math.exp(-7.69711747013105);
    expect(Math.abs(exponentials - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const both = 4_000_000 * 2 * normalCdf(-3.654152885361009);
    expect(Math.abs(normals - both)).toBeLessThan(5 * Math.sqrt(both));
  });

  it.each([0.3, 1, 4.5])("gives gamma draws of shape %s their distribution", (shape) => {
    const stream = RandomStream.fromSeed(14);
    const gap = kolmogorov(
      () => randomGamma(stream, shape),
      (x) => (x > 0 ? incompleteGamma(shape, x).lower : 0),
    );
    expect(gap).toBeLessThan(TAIL_OF_ONE_IN_A_THOUSAND);
  });

  it("is fed by blocks of numbers as by one number after the other", () => {
    const one = RandomStream.fromSeed(15);
    const block = RandomStream.fromSeed(15);
    const words = new Int32Array(1000);
    block.fill(words);
    for (const word of words) expect(word >>> 0).toBe(one.next());
    expect(block.state()).toEqual(one.state());
  });

  it("refuses a gamma without a shape", () => {
    expect(() => randomGamma(RandomStream.fromSeed(1), 0)).toThrow(/^shape must be/);
  });
});
