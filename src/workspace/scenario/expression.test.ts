import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueOn } from "../../platform/levers/change/amount.ts";
import { type LeverBase, leverBase } from "../../platform/levers/lever-base.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { ExpressionError, parseExpression } from "./expression.ts";

const base: LeverBase = {
  ...leverBase(plainPlatform()),
  "pool.size": 20,
  "api.workers": 8,
  "api.replicas": 1,
  "db.cores": 4,
  "db.readReplicas": 0,
  shards: 3,
  thinkTime: 1.5,
  rateLimit: null,
};
const value = (text: string) => valueOn({ name: "x", text, value: parseExpression(text) }, base);

describe("parseExpression", () => {
  it.each([
    ["2 * pool.size", 40],
    ["-(-pool.size) / 8", 2.5],
    ["min(30, 2 * pool.size, 100)", 30],
    ["max(1)", 1],
    ["round(1.26 * pool.size)", 25],
    ["ceil(0.1) + floor(1.9)", 2],
    ["db.readReplicas + 2 * api.replicas", 2],
    ["1 - 2 - 3", -4], // from the left
    ["2 + 3 * 4", 14],
    ["thinkTime * 2", 3],
    ["api.workers + db.cores / 2 + shards", 13],
  ])("computes %s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    "",
    "pool['size']",
    "pool.size.constructor",
    "constructor",
    "toString(1)",
    "import(1)",
    "f(x) = x",
    "a = 1",
    "[1, 2]",
    "{a: 1}",
    '"text"',
    "1; 2",
    "3!",
    "2 ^ 3",
    "5 % 3",
    "pool.size > 1 ? 2 : 3",
    "1:3",
    "sqrt(4)",
    "round()",
    "round(1.55, 1)",
    "2 * * 3",
    "(".repeat(50),
    `${"1 + ".repeat(40)}1`,
    "pool.size(3)",
    "true",
  ])("refuses %s", (text) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError);
  });

  it("names what was probably meant", () => {
    expect(() => parseExpression("2 * pool.siez")).toThrow(/Did you mean pool.size\?/);
    expect(() => parseExpression("cel(2)")).toThrow(/Did you mean ceil\?/);
  });

  it("says what the platform has none of", () => {
    expect(() => value("0.8 * rateLimit")).toThrow(/the platform has no rateLimit to refer to/);
  });

  it("never gives a number that is not finite", () => {
    expect(() => value("1 / db.readReplicas")).toThrow(RangeError);
    expect(() => value("1e308 * 10")).toThrow(RangeError);
  });

  it("agrees with JavaScript on sums and products of whole numbers", () => {
    const number = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(value(`${a} + ${b} * (${c} - ${a})`)).toBe(a + b * (c - a));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
