import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSlowdown, overloadOf, slowdownAtWork } from "./slowdown-law.ts";

const factor = fc.double({ min: 0, max: 1, noNaN: true });

describe("slowdownAtWork", () => {
  it("is Gunther's law with its crowding, by hand", () => {
    const law = { ...noSlowdown, contention: 0.1, coherency: 0.01, crowding: 0.5 };
    // 5 at work on 3 servers: 1 + 0.1·4 + 0.01·5·4 + 0.5·2.
    expect(slowdownAtWork(law, 5, 3)).toBeCloseTo(2.6, 12);
  });

  it("slows nobody who is alone, and never less with one more", () => {
    fc.assert(
      fc.property(
        factor,
        factor,
        factor,
        fc.integer({ min: 1, max: 500 }),
        (contention, coherency, crowding, m) => {
          const law = { ...noSlowdown, contention, coherency, crowding };
          expect(slowdownAtWork(law, 1, 1)).toBe(1);
          expect(slowdownAtWork(law, m + 1, 4)).toBeGreaterThanOrEqual(slowdownAtWork(law, m, 4));
        },
      ),
    );
  });
});

describe("overloadOf", () => {
  it("adds σ·j + κ·j·(j + 1)", () => {
    const law = { overloadContention: 0.02, overloadCoherency: 0.003 };
    expect(overloadOf(law, 4)).toBeCloseTo(0.08 + 0.06, 12);
    expect(overloadOf(law, 0)).toBe(0);
  });
});
