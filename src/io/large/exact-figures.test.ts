import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile } from "../../ingest/formats/percentile.ts";
import { type Bin, figuresOfBins, pooledBins, wantedRanks } from "./exact-figures.ts";

/** Sums of the same numbers in another order. */
const rounding = 9;

/** Bins of this width, and what a look-up would find in each. */
function binned(values: readonly number[], width: number) {
  const inside = new Map<number, number[]>();
  for (const value of values.toSorted((a, b) => a - b)) {
    const bin = Math.floor(value / width);
    inside.set(bin, [...(inside.get(bin) ?? []), value]);
  }
  const bins = [...inside].map(([bin, some]): Bin => {
    const total = some.reduce((sum, value) => sum + value, 0);
    const [least = 0, most = 0] = [some[0], some.at(-1)];
    return { bin, count: some.length, failures: 0, total, least, most };
  });
  return { bins: bins.sort((a, b) => a.bin - b.bin), inside };
}

describe("figuresOfBins", () => {
  it("interpolates between the two middle values, worked by hand", () => {
    const { bins } = binned([0.1, 0.2, 0.3, 0.4], 0.05);
    const { requests, throughput, responseTime } = figuresOfBins(bins, 2, () => undefined);
    expect({ requests, throughput }).toEqual({ requests: 4, throughput: 2 });
    expect(responseTime.p50).toBeCloseTo(0.25, 12);
    expect(responseTime.mean).toBeCloseTo(0.25, 12);
    expect(responseTime.max).toBe(0.4);
  });

  it("has no figures of nothing, and no throughput of no time", () => {
    expect(figuresOfBins([], 5, () => undefined)).toEqual({
      requests: 0,
      failures: 0,
      throughput: 0,
      responseTime: {},
    });
    const { bins } = binned([1], 1);
    expect(figuresOfBins(bins, 0, () => 1)).not.toHaveProperty("throughput");
  });

  it("equals the percentiles of all values, whatever the bins, looking up only what it said", () => {
    const value = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        (values, width) => {
          const { bins, inside } = binned(values, width);
          const wanted = new Set(wantedRanks(bins).map(({ bin, rank }) => `${bin} ${rank}`));
          const { responseTime } = figuresOfBins(bins, 1, ({ bin, rank }) => {
            expect(wanted.has(`${bin} ${rank}`)).toBe(true);
            return inside.get(bin)?.[rank];
          });
          const sorted = values.toSorted((a, b) => a - b);
          expect(responseTime.p50).toBe(percentile(sorted, 0.5));
          expect(responseTime.p90).toBe(percentile(sorted, 0.9));
          expect(responseTime.p99).toBe(percentile(sorted, 0.99));
          expect(responseTime.max).toBe(sorted.at(-1));
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe("pooledBins", () => {
  it("of parts are the bins of the whole", () => {
    const values = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(values, values, (some, others) => {
        const pooled = pooledBins([...binned(some, 1).bins, ...binned(others, 1).bins]);
        const whole = binned([...some, ...others], 1).bins;
        const exact = ({ total: _, ...bin }: Bin) => bin;
        expect(pooled.map(exact)).toEqual(whole.map(exact));
        for (const [at, { total }] of whole.entries()) {
          expect(pooled[at]?.total).toBeCloseTo(total, rounding);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
