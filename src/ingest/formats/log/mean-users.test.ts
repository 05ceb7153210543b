import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usersOfPoints, usersOfSpans, usersOver } from "./mean-users.ts";

describe("usersOver", () => {
  it("is the area under a ramp and a hold over their time", () => {
    // 20 of 40 s at 10, 10 s each at 20 and 30: 17.5.
    const timeline = [
      { time: 0, users: 10 },
      { time: 20, users: 20 },
      { time: 30, users: 30 },
    ];
    expect(usersOver(timeline, 0, 40)).toEqual({ users: 18, mostUsers: 30 });
    expect(usersOver(timeline, 30, 40)).toEqual({ users: 30 });
    expect(usersOver(timeline, -10, 20)).toEqual({ users: 10 });
    expect(usersOver([], 0, 1)).toBeNull();
    expect(usersOver([{ time: 0, users: 0 }], 0, 1)).toBeNull();
  });

  it("equals the time that all users were there, over the window", () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 100, max: 1000 }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 20, maxLength: 60 }), (spans) => {
        const users = spans.map(([first, length]) => ({ first, last: first + length }));
        const first = Math.min(...users.map((one) => one.first));
        const last = Math.max(...users.map((one) => one.last));
        const present = spans.reduce((sum, [, length]) => sum + length, 0) / (last - first);
        const found = usersOver(usersOfSpans(users), first, last);
        const most = found?.mostUsers ?? found?.users ?? 0;
        expect(found?.users).toBeLessThanOrEqual(most);
        // To half a user, or within the 2 % that starts and ends take of a held window.
        const off = Math.abs((found?.users ?? 0) - present);
        expect(off).toBeLessThanOrEqual(Math.max(0.5, 0.02 * most) + 1e-9);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("usersOfPoints", () => {
  it("leaves out the time before and after the run", () => {
    expect(usersOfPoints([0, 0, 10, 20, 30, 0])).toEqual({ users: 20, mostUsers: 30 });
    expect(usersOfPoints([0])).toBeNull();
  });
});
