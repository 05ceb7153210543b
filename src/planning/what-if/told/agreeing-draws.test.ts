import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreeingDraws, ENOUGH_DRAWS } from "./agreeing-draws.ts";

const none = { good: null, past: null, contradictory: null };
const draws = fc.array(
  fc.record({ breakingPoint: fc.option(fc.integer({ min: 1, max: 400 }), { nil: null }) }),
  { minLength: 1, maxLength: 80 },
);

describe("agreeingDraws", () => {
  it("leaves out what breaks where a measured load did not, or stands where one broke", () => {
    const between = Array.from({ length: ENOUGH_DRAWS }, () => ({ breakingPoint: 120 }));
    const all = [{ breakingPoint: 4 }, ...between, { breakingPoint: 200 }, { breakingPoint: null }];
    const agree = agreeingDraws(all, { good: 70, past: 180, contradictory: null });
    expect(agree).toEqual([false, ...between.map(() => true), false, false]);
    // Without a load past the line nothing is known upwards.
    expect(agreeingDraws(all, { good: 70, past: null, contradictory: null })).toEqual([
      false,
      ...all.slice(1).map(() => true),
    ]);
  });

  it("keeps all where fewer agree than have ends of their own, or nothing is measured to go by", () => {
    fc.assert(
      fc.property(draws, fc.integer({ min: 1, max: 400 }), (all, good) => {
        const agree = agreeingDraws(all, { good, past: null, contradictory: null });
        const kept = all.filter((_, i) => agree[i]);
        if (kept.length < all.length) {
          expect(kept.length).toBeGreaterThanOrEqual(ENOUGH_DRAWS);
          for (const { breakingPoint } of kept) {
            expect(breakingPoint ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(good);
          }
        }
        expect(agreeingDraws(all, none)).toEqual(all.map(() => true));
        const torn = { good: 1, past: 2, contradictory: [2, 1] } as const;
        expect(agreeingDraws(all, torn)).toEqual(all.map(() => true));
      }),
    );
  });
});
