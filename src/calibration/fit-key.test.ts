import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "./fit-key.ts";

/** Nested data with every kind of number, and keys such as "__proto__" left out: models have none. */
const data = fc.object({
  key: fc.string().filter((key) => key !== "__proto__"),
  values: [fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.constant(-0)],
});

/** The same value built in the reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

describe("canonicalText", () => {
  it("is JSON with sorted keys", () => {
    expect(canonicalText({ b: [1, "x", null], a: { d: true, c: 0.1 } })).toBe(
      '{"a":{"c":0.1,"d":true},"b":[1,"x",null]}',
    );
  });

  it("does not depend on the order in which a value was built", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(canonicalText(reversed(value))).toBe(canonicalText(value));
      }),
    );
  });

  it("gives every finite double back to its last bit", () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        expect(Object.is(JSON.parse(canonicalText(value)), value)).toBe(true);
      }),
    );
  });

  it.each([
    [0, -0],
    [1, "1"],
    [null, "null"],
    [Number.POSITIVE_INFINITY, Number.MAX_VALUE],
    [0.1 + 0.2, 0.3],
    [[1, 2], [12]],
    [{ a: 1 }, [["a", 1]]],
    [{ a: '1,"b":2' }, { a: 1, b: 2 }],
  ])("tells %j from %j", (one, other) => {
    expect(canonicalText(one)).not.toBe(canonicalText(other));
  });

  it("leaves out what is undefined", () => {
    expect(canonicalText({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([[() => 1], [new Float64Array(2)], [new Map()], [Symbol("x")], [1n]])(
    "refuses %s, which is no plain data",
    (value) => {
      expect(() => canonicalText({ value })).toThrow(/^value must be plain data, got a /);
    },
  );
});
