import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedLiteral } from "./balanced-literal.ts";

describe("balancedLiteral", () => {
  it("passes over brackets and quotes inside strings", () => {
    expect(balancedLiteral(String.raw`x = {"a": "}\"]"}; y`, 4)).toBe(String.raw`{"a": "}\"]"}`);
  });

  it("is undefined for a literal that is never closed", () => {
    expect(balancedLiteral('{"a": [1', 0)).toBeUndefined();
  });

  it("finds any JSON object or array again between other text", () => {
    const value = fc.oneof(fc.object(), fc.array(fc.jsonValue()));
    fc.assert(
      fc.property(value, fc.string(), (inner, after) => {
        const json = JSON.stringify(inner);
        expect(balancedLiteral(`x=${json};${after}`, 2)).toBe(json);
      }),
    );
  });
});
