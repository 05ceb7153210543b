import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classicalModel } from "../testing/classical-model.ts";
import { visitMoments } from "./visit-moments.ts";

describe("visitMoments", () => {
  it("is exact for a first-come-first-served pool of exponential holds", () => {
    // Waiting is a sum of k − c exponentials of mean S/c, then comes a hold: mean k·S/c,
    // variance (k − c)·(S/c)² + S². With c = 4, S = 2, k = 10: mean 5, variance 6/4 + 4.
    const model = classicalModel({ poolSize: 4, serviceTime: 2 });
    const { mean, meanSquare } = visitMoments(model)(10, 4 / 2);
    expect(mean).toBeCloseTo(5, 14);
    expect(meanSquare - mean * mean).toBeCloseTo(5.5, 13);
  });

  it("is one hold with its own variation on an idle platform", () => {
    const model = classicalModel({ serviceTime: 0.1, holdVariation: 2 });
    const { mean, cross, meanSquare } = visitMoments(model)(1, 1 / 0.1);
    expect(mean).toBeCloseTo(0.1, 15);
    expect(meanSquare).toBeCloseTo(0.05, 15); // S²·(1 + 2²)
    expect(cross).toBeCloseTo(0.5, 14); // E(a request's size · its hold) = S·(1 + 2²)
  });

  it("lets a heavy request be delayed in proportion up to the shared limit only", () => {
    const shared = classicalModel({ poolSize: 2, serviceTime: 1, sharedLimit: 1000 });
    const alike = classicalModel({ poolSize: 2, serviceTime: 1, sharedLimit: 2 });
    const [a, b] = [visitMoments(shared)(50, 2), visitMoments(alike)(50, 2)];
    expect(a.mean).toBe(b.mean);
    // Delay 24 with CV 1, all of it by sharing: 2·1 + 2·24² + 2·2·24 + 48/4.
    expect(a.meanSquare).toBeCloseTo(2 + 2 * 576 + 4 * 24 + 12, 9);
    // One queue for all: hold of variance 1, waiting of variance 48/4, mean 25.
    expect(b.meanSquare).toBeCloseTo(1 + 12 + 625, 9);
  });

  it("has a variance that is never negative", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (k, poolSize, holdVariation, delayVariation, sharedLimit) => {
          const model = classicalModel({ poolSize, holdVariation, delayVariation, sharedLimit });
          const { mean, meanSquare } = visitMoments(model)(k, Math.min(k, poolSize) / 0.05);
          expect(meanSquare).toBeGreaterThanOrEqual(mean * mean * (1 - 1e-12));
        },
      ),
      { seed: 1 },
    );
  });
});
