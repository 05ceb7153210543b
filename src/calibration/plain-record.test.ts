import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isListOf, isNumber, isRecordOf } from "./plain-record.ts";

interface Pair {
  readonly a: number;
  readonly b: readonly number[];
}

const isPair = (value: unknown) =>
  isRecordOf<Pair>(value, { a: isNumber, b: (list) => isListOf(list, isNumber) });

describe("isRecordOf", () => {
  it("takes every record of the shape, and none with a field more or less", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, fc.array(number), (a, b) => {
        expect(isPair({ a, b })).toBe(true);
        expect(isPair({ a, b, c: 0 })).toBe(false);
        expect(isPair({ a })).toBe(false);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it.each([
    [null],
    [undefined],
    [7],
    ["a"],
    [[1, [2]]],
    [{ a: "1", b: [] }],
    [{ a: Number.NaN, b: [] }],
    [{ a: Number.POSITIVE_INFINITY, b: [] }],
    [{ a: 1, b: { 0: 1 } }],
    [{ a: 1, b: [null] }],
  ])("takes no %j", (value) => {
    expect(isPair(value)).toBe(false);
  });

  it("does not count a field that is only inherited", () => {
    expect(isPair(Object.create({ a: 1, b: [] }))).toBe(false);
  });
});
