import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { perUserLimit } from "./per-user-limit.ts";

/** Share refused by a bucket of so many tokens, filled at a rate, of requests that come by chance. */
function refusedOf(rate: number, burst: number, sends: number): number {
  // A seeded congruential generator (Numerical Recipes), so that every run sees the same.
  let state = 7;
  const uniform = () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  };
  let [tokens, refused] = [burst, 0];
  const requests = 200_000;
  for (let i = 0; i < requests; i++) {
    tokens = Math.min(burst, tokens + (rate * -Math.log(uniform())) / sends);
    if (tokens >= 1) tokens--;
    else refused++;
  }
  return refused / requests;
}

describe("perUserLimit", () => {
  it("is twice what a user sends, and six at once for one per cent", () => {
    // (1 − ½)·½⁵/(1 − ½⁶) = 1.59 %, (1 − ½)·½⁶/(1 − ½⁷) = 0.79 %.
    expect(perUserLimit(1.25, 0.01)).toEqual({ sends: 0.8, rate: 1.6, burst: 6 });
  });

  it("refuses no more than the policy allows, counted request by request", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        fc.constantFrom(0.001, 0.01, 0.05),
        (cycle, refused) => {
          const { sends, rate, burst } = perUserLimit(cycle, refused);
          expect(refusedOf(rate, burst, sends)).toBeLessThanOrEqual(refused);
        },
      ),
      { numRuns: 10 },
    );
  });

  it.each([
    [0, 0.01],
    [1, 0],
  ])("refuses a cycle of %d and a share of %d", (cycle, refused) => {
    expect(() => perUserLimit(cycle, refused)).toThrow(RangeError);
  });
});
