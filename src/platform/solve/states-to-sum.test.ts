import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statesToSum } from "./states-to-sum.ts";

/** ln of the weights of M/M/c//N with S/Z = ratio. */
function logWeights(N: number, c: number, ratio: number): readonly number[] {
  const logs = [0];
  for (let k = 1; k <= N; k++) {
    logs.push((logs[k - 1] as number) + Math.log(((N - k + 1) * ratio) / Math.min(k, c)));
  }
  return logs;
}

describe("statesToSum", () => {
  it("counts each state of a short chain once", () => {
    const { count, present, widths } = statesToSum(5, 64, () => 0);
    expect(count).toBe(6);
    expect([...present]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...widths]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("stands for every state: ascending from 0 to N, with widths that add up to N + 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (N, singles, place) => {
          const states = statesToSum(N, singles, (k) => -Math.abs(k - place * N));
          expect(states.present[0]).toBe(0);
          expect(states.present.at(-1)).toBe(N);
          const ascending = states.present.every(
            (k, i) => i === 0 || k > (states.present[i - 1] as number),
          );
          expect(ascending).toBe(true);
          expect(states.widths.every((width) => width > 0)).toBe(true);
          const sum = states.widths.reduce((a, b) => a + b, 0);
          expect(Math.abs(sum - (N + 1))).toBeLessThan(1e-9 * (N + 1));
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it("looks at far fewer than N states when N is large", () => {
    // Fullest at half of 100,000, where the spread is some 220: about 75 neighbors can be skipped.
    expect(statesToSum(100_000, 64, (k) => -Math.abs(k - 50_000)).count).toBeLessThan(2500);
  });

  it("sums M/M/c//N to 1e-5, below, at and beyond saturation", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 50_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (N, c, load) => {
          const logs = logWeights(N, c, (load * c) / N);
          const highest = logs.reduce((a, b) => Math.max(a, b));
          const weight = (k: number) => Math.exp((logs[k] as number) - highest);
          const states = statesToSum(N, Math.max(64, c + 1), (k) => logs[k] as number);
          const sums = [0, 0];
          for (let i = 0; i < states.count; i++) {
            const k = states.present[i] as number;
            const w = weight(k) * (states.widths[i] as number);
            sums[0] = (sums[0] as number) + w;
            sums[1] = (sums[1] as number) + w * k;
          }
          const exact = logs.reduce<[number, number]>(
            ([a, b], _, k) => [a + weight(k), b + weight(k) * k],
            [0, 0],
          );
          expect(Math.abs((sums[0] as number) / exact[0] - 1)).toBeLessThan(1e-5);
          expect(Math.abs((sums[1] as number) / exact[1] - 1)).toBeLessThan(1e-5);
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});
