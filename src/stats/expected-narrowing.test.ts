import { describe, expect, it } from "vitest";
import { normal } from "../random/normal.ts";
import { RandomStream } from "../random/random-stream.ts";
import { expectedNarrowing, type Possibility } from "./expected-narrowing.ts";
import { gaussianLaw } from "./gaussian-law.ts";

const COUNT = 200;

/** b of the standard normal law, seen as slope·b in noise of a given deviation. */
function seen(slope: number, noise: number, seed = 3): Possibility[] {
  const random = RandomStream.fromSeed(seed);
  return Array.from({ length: COUNT }, (_, i) => {
    const wanted = normal(random);
    const hidden = slope === 0 ? normal(random) : slope * wanted;
    return {
      weight: 1 / COUNT,
      wanted,
      outcome: gaussianLaw([hidden], [[noise * noise]]),
      origin: String(i),
    };
  });
}

const stream = RandomStream.fromSeed(9);
const normals = Array.from({ length: 600 }, () => [normal(stream)]).flatMap(([z = 0]) => [
  [z],
  [-z],
]);
const left = (list: readonly Possibility[]) => {
  const { before, after } = expectedNarrowing(list, normals);
  return after / before;
};

describe("expectedNarrowing", () => {
  it("leaves the share σ²/(σ² + 1) of the variance, as of two normal laws", () => {
    // 800 outcomes of 200 draws: their own scatter is within 15 %.
    for (const noise of [0.5, 1, 2]) {
      const exact = (noise * noise) / (noise * noise + 1);
      expect(left(seen(1, noise)) / exact).toBeGreaterThan(0.85);
      expect(left(seen(1, noise)) / exact).toBeLessThan(1.15);
    }
  });

  it("leaves next to nothing where what is wanted is measured without noise", () => {
    expect(left(seen(1, 1e-6))).toBeLessThan(0.02);
  });

  it("promises nothing of a measurement that has nothing to do with it, noiseless though it be", () => {
    expect(left(seen(0, 1))).toBeGreaterThan(0.95);
    expect(left(seen(0, 1e-4))).toBeGreaterThan(0.95);
  });

  it("does not find a draw again in its copies", () => {
    const twice = seen(0, 1e-4).flatMap((one) => [one, one]);
    expect(left(twice)).toBeGreaterThan(0.95);
  });

  it("refuses a single possibility", () => {
    const [one] = seen(1, 1) as [Possibility];
    expect(() => expectedNarrowing([one], normals)).toThrow(/^possibilities must have two origins/);
  });
});
