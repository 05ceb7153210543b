import { describe, expect, it } from "vitest";
import { amountText } from "./amount-text.ts";

describe("amountText", () => {
  it("writes numbers, figures and arithmetic as they may be typed", () => {
    expect(amountText(40)).toBe("40");
    expect(amountText({ figure: "pool.size" })).toBe("pool.size");
    const twice = { operation: "multiply", values: [2, { figure: "pool.size" }] } as const;
    expect(amountText(twice)).toBe("(2 * pool.size)");
    expect(amountText({ operation: "negate", values: [twice] })).toBe("(-(2 * pool.size))");
    expect(amountText({ operation: "max", values: [1, twice] })).toBe("max(1, (2 * pool.size))");
    expect(amountText({ operation: "subtract", values: [3, 1] })).toBe("(3 - 1)");
    expect(amountText({ operation: "divide", values: [3, 2] })).toBe("(3 / 2)");
    expect(amountText({ operation: "add", values: [3, 2] })).toBe("(3 + 2)");
  });
});
