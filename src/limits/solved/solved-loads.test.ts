import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { platformAt } from "../platform-at.ts";
import { type PlausiblePlatform, plausiblePlatform } from "../plausible-platform.ts";
import { solvedPlatform } from "./solved-loads.ts";

const MOST = 200;
const percentiles = ["p50", "p90", "p95", "p99"] as const;

/** What is told of one load, all of it. */
function told(platform: PlausiblePlatform, most: number, users: number) {
  const { percentile, ...numbers } = platformAt(platform, most)(users);
  return { ...numbers, times: percentiles.map((name) => percentile(name)) };
}

describe("solvedPlatform", () => {
  it("says what the platform says, whichever load is asked first", () => {
    const loads = fc.array(fc.integer({ min: 1, max: MOST }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(loads, (users) => {
        const { platform } = solvedPlatform(plausiblePlatform(plainPlatform()), MOST);
        const asked = users.map((one) => told(platform, one, one));
        const whole = plausiblePlatform(plainPlatform());
        expect(asked).toEqual(users.map((one) => told(whole, MOST, one)));
      }),
      { numRuns: 20 },
    );
  });

  it("solves a load once, for all questions and for who takes it up again", () => {
    let solutions = 0;
    const whole = plausiblePlatform(plainPlatform());
    const counted = {
      ...whole,
      upTo: (most: number) => (users: number) => {
        solutions++;
        return whole.upTo(most)(users);
      },
    };
    const first = solvedPlatform(counted, MOST);
    const once = told(first.platform, MOST, 50);
    const again = solvedPlatform(counted, MOST, first.solved);
    expect(told(again.platform, 60, 50)).toEqual(once);
    expect(solutions).toBe(1);
    told(again.platform, MOST, 51);
    expect(solutions).toBe(2);
  });

  it("leaves loads beyond to the platform itself", () => {
    const { platform, solved } = solvedPlatform(plausiblePlatform(plainPlatform()), MOST);
    const users = MOST + 1;
    expect(told(platform, users, users)).toEqual(
      told(plausiblePlatform(plainPlatform()), users, users),
    );
    expect([...solved.loads.values()]).toEqual([]);
    expect(solved.added).toBe(0);
  });
});
