import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedSums } from "./weighted-sums.ts";

const STATES = 12;

const table = fc.float64Array({
  minLength: STATES,
  maxLength: STATES,
  min: -1e3,
  max: 1e3,
  noNaN: true,
});

/** More and fewer tables than go side by side. */
const any = fc.record({
  shares: table,
  tables: fc.array(table, { maxLength: 9 }),
  from: fc.integer({ min: 0, max: 5 }),
  to: fc.integer({ min: 0, max: 9 }),
});

describe("weightedSums", () => {
  it("is what each table has by itself, to the last digit", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 2 }), ({ shares, tables, from, to }, shift) => {
        const sums = new Float64Array(tables.length);
        weightedSums(shares, tables, from, to, from + shift, 1, sums);
        for (const [t, one] of tables.entries()) {
          let sum = 0;
          for (let i = from; i <= to; i++) sum += (shares[i] ?? 0) * (one[i + shift] ?? 0);
          expect(sums[t]).toBe(sum);
        }
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  it("reads the tables of the other part backwards, to the last digit", () => {
    fc.assert(
      fc.property(any, ({ shares, tables, from, to }) => {
        const sums = new Float64Array(tables.length);
        weightedSums(shares, tables, from, to, STATES - 1 - from, -1, sums);
        for (const [t, one] of tables.entries()) {
          let sum = 0;
          for (let i = from; i <= to; i++) sum += (shares[i] ?? 0) * (one[STATES - 1 - i] ?? 0);
          expect(sums[t]).toBe(sum);
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
