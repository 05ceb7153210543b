import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { usersOfTarget } from "./users-of-target.ts";

/** Z = 1 s and R_0 = 100 ms. */
const { draws } = plausibleGroup("one", 1, [
  plainPlatform({ poolSize: 10, databaseTime: 0.1, apiTime: 0, cores: 1000 }),
]);
const target = (
  load: Parameters<typeof usersOfTarget>[0]["load"],
  thinkTime: number | null = null,
) => usersOfTarget({ load, thinkTime, mix: null }, draws);

describe("usersOfTarget", () => {
  it("turns what is asked into users of the test by N = X·(Z + R_0)", () => {
    expect(target({ kind: "rate", rate: 200 })).toBe(220);
    expect(target({ kind: "requests", perHour: 3600, requests: 10 })).toBe(11);
    expect(target({ kind: "sessions", perHour: 1200, length: 600 })).toBe(200);
    expect(target({ kind: "users", users: 70 })).toBe(70);
    // 70 users who think 2.1 s send as much as 36.7 who take 1.1 s a cycle.
    expect(target({ kind: "users", users: 70 }, 2.1)).toBe(37);
  });
});
