import { describe, expect, it } from "vitest";
import type { ComparedFigure } from "../../planning/compare/compare-result.ts";
import { figureRow } from "./compare-text.ts";

const breaking = (before: boolean, after: boolean): ComparedFigure => ({
  figure: "breakingPoint",
  users: [467, 500],
  endpoint: null,
  before: 467,
  after: 500,
  atLeast: { before, after },
  change: { value: 0.07, low: 0.002, high: 0.14 },
  outcome: "not sure",
  smallestLoss: null,
});

describe("figureRow", () => {
  it("says both ends of a change that is known, and one where a side lies somewhere above", () => {
    expect(figureRow(breaking(false, false))[3]).toBe("+7.0 % (+0.2 % to +14 %)");
    expect(figureRow(breaking(false, true)).slice(2, 4)).toEqual([
      "above 500 users",
      "at least +0.2 %",
    ]);
    expect(figureRow(breaking(true, false)).slice(1, 4)).toEqual([
      "above 467 users",
      "500 users",
      "at most +14 %",
    ]);
  });
});
