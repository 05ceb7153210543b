/** Numbers of any size that a model file may hold; 10,000 of them by scripts/break-models.ts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extremeModel } from "./testing/extreme-model.ts";
import { tryModel } from "./testing/try-model.ts";

describe("a model file of numbers of any size", () => {
  it("is refused, or gives finite figures by solver, levers and simulator", () => {
    let parsed = 0;
    fc.assert(
      fc.property(extremeModel, fc.nat(100), (text, lever) => {
        const tried = tryModel(text, lever);
        if (tried.parsed) parsed += 1;
        expect(tried.faults).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(parsed).toBeGreaterThan(10);
  });
});
