import { describe, expect, it } from "vitest";
import { solutionDoubt } from "./solution-doubt.ts";

const level = (figures: number) => ({ predicted: Array.from({ length: figures }, () => 1) });

describe("solutionDoubt", () => {
  it("adds up over the levels, as an error does that all of them share", () => {
    // 0.12 · √25 = 0.6 a level.
    expect(solutionDoubt([level(25)])).toBeCloseTo(0.6, 12);
    expect(solutionDoubt([level(25), level(25), level(25)])).toBeCloseTo(1.8, 12);
    expect(solutionDoubt([level(4), level(9)])).toBeCloseTo(0.12 * 5, 12);
  });

  it("is nothing where no level was left out", () => {
    expect(solutionDoubt([])).toBe(0);
  });
});
