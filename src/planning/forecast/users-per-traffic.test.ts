import { describe, expect, it } from "vitest";
import { usersPerTraffic } from "./users-per-traffic.ts";

const cycle = { thinkTime: 9, responseTime: 1 };

describe("usersPerTraffic", () => {
  it("is Little's law: 36,000 sessions an hour of 10 requests, one every 10 s, are 1,000 users", () => {
    // 10 sessions a second, each 100 s long.
    expect(36_000 * usersPerTraffic("sessions", cycle, 10)).toBeCloseTo(1000, 9);
  });

  it("gives ten users for each request a second, and a user for a user", () => {
    expect(usersPerTraffic("rate", cycle)).toBe(10);
    expect(usersPerTraffic("users", cycle)).toBe(1);
  });

  it("refuses sessions without requests", () => {
    expect(() => usersPerTraffic("sessions", cycle, 0)).toThrow(/^requestsPerSession must be/);
  });
});
