import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Limits } from "../limits.ts";
import { defaultPolicy } from "../policy.ts";
import { recommended } from "./recommended.ts";

function limited(rate: number | null, from: number | null): Limits["rateLimit"] {
  const threshold = { value: from, low: from, high: from, searchedTo: 1000 };
  const refusesFrom = { ...threshold, basis: "interpolated" as const };
  return { value: rate, basis: "interpolated", rule: "", refusesFrom };
}

describe("recommended", () => {
  it("is 170 where 250 are safe and 125 req/s are reached at 179 users", () => {
    const found = recommended({ value: 250 }, limited(125, 179.1), defaultPolicy);
    expect(found).toMatchObject({ value: 170, limitedBy: "the rate limit of 125 req/s" });
  });

  it("is the safe limit where no rate limit is reached below it, or none is known", () => {
    for (const limit of [limited(125, 260), limited(125, null), limited(null, null)]) {
      expect(recommended({ value: 250 }, limit, defaultPolicy).value).toBe(250);
    }
  });

  it("never sends more than the rate limit lets in, nor passes the safe limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        (steps, from, perUser) => {
          // Below the knee each user sends the same: the limit is reached at `from` users.
          const rate = from * perUser;
          const found = recommended({ value: 10 * steps }, limited(rate, from), defaultPolicy);
          expect(found.value * perUser).toBeLessThanOrEqual(rate * (1 + 1e-6));
          expect(found.value).toBeLessThanOrEqual(10 * steps);
          // Where not even ten are let in single users are counted.
          expect(found.value % (from < 10 && found.value < 10 * steps ? 1 : 10)).toBe(0);
        },
      ),
    );
  });
});
