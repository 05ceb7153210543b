import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Observation } from "../../measurement/observations.ts";
import { highestGoodLoad } from "./thin-data.ts";

const at = (users: number, p95: number | undefined, more: Partial<Observation> = {}) => ({
  users,
  run: "",
  averageUsers: users,
  throughputDerived: false,
  trust: 1,
  incident: false,
  ...(p95 === undefined ? {} : { p95 }),
  ...more,
});

describe("highestGoodLoad", () => {
  it("is the highest of two loads that holds the objectives, and 0 where none does", () => {
    expect(highestGoodLoad([at(10, 0.1), at(50, 0.2)], defaultPolicy)).toBe(50);
    expect(highestGoodLoad([at(200, 0.4), at(500, 9)], defaultPolicy)).toBe(200);
    expect(highestGoodLoad([at(200, 5), at(500, 9)], defaultPolicy)).toBe(0);
    const failing = at(50, 0.2, { requests: 100, failures: 30 });
    expect(highestGoodLoad([at(10, 0.1), failing], defaultPolicy)).toBe(10);
  });

  it("counts loads with response times, repeats once, and does not look past the first bad one", () => {
    const twice = [at(10, 0.1), at(10, 0.1), at(50, 0.2), at(90, undefined, { throughput: 40 })];
    expect(highestGoodLoad(twice, defaultPolicy)).toBe(50);
    expect(highestGoodLoad([at(10, 5), at(50, 0.2)], defaultPolicy)).toBe(0);
  });

  it("says nothing of three loads or more", () => {
    expect(highestGoodLoad([at(10, 0.1), at(50, 0.2), at(90, 9)], defaultPolicy)).toBe(null);
  });
});
