import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruledOut } from "./ruled-out.ts";

describe("explanations that are ruled out", () => {
  it("are those that miss the figures where another one follows them", () => {
    // A lock of the population: nothing else comes near.
    expect(ruledOut([3.02, 4.72, 0.74])).toEqual([true, true, false]);
  });

  it("are none where all miss the figures, or all follow them about as well", () => {
    expect(ruledOut([3.02, 4.72, 1.59])).toEqual([false, false, false]);
    expect(ruledOut([0.34, 0.36, 1.11])).toEqual([false, false, false]);
    expect(ruledOut([])).toEqual([]);
  });

  it("are never all", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { minLength: 1 }),
        (noise) => ruledOut(noise).some((one) => !one),
      ),
    );
  });
});
