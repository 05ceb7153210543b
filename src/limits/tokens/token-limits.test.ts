import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../measurement/observations.ts";
import { defaultPolicy, type Policy } from "../policy.ts";
import { tokenLimits } from "./token-limits.ts";

const policy: Policy = { ...defaultPolicy, tokenObjectives: { ttft: { p95: 0.5 } } };

const level = (users: number, p95: number | undefined): Observation => ({
  ...{ users, run: "", averageUsers: users, throughputDerived: false, trust: 1, incident: false },
  ...(p95 === undefined ? {} : { tokenTimes: { ttft: { p95 } } }),
});

const limit = (...levels: readonly Observation[]) => tokenLimits(levels, policy)[0]?.users;

describe("tokenLimits", () => {
  it("asks nothing where the policy sets none", () => {
    expect(tokenLimits([level(8, 0.2)], defaultPolicy)).toEqual([]);
  });

  it("lies on a straight line between the loads on both sides, in the logarithm of the time", () => {
    // ln(0.25/0.5) = −ln 2 and ln(1/0.5) = ln 2: half way between 8 and 16.
    expect(limit(level(8, 0.25), level(16, 1))).toEqual({
      ...{ value: 12, low: 8, high: 16, basis: "interpolated", searchedTo: 16 },
    });
  });

  it("passes over loads at which the time was not measured", () => {
    const measured = [level(8, 0.25), level(16, 1)];
    expect(limit(...measured, level(32, undefined))).toEqual(limit(...measured));
  });

  it("is at least the heaviest measured load where none is past it, never more", () => {
    expect(limit(level(8, 0.2), level(64, 0.3))).toEqual({
      ...{ value: null, low: 64, high: null, basis: "at least", searchedTo: 64 },
    });
  });

  it("is withheld where no level holds it or none tells it", () => {
    expect(limit(level(8, 2), level(16, 3))).toMatchObject({
      ...{ value: null, basis: "withheld", high: 8 },
      reason: "it is missed at 8 users, and no lighter load was measured to hold",
    });
    expect(limit(level(8, undefined))).toMatchObject({ basis: "withheld", low: null });
    // Within what two runs differ by.
    expect(limit(level(8, 0.49))).toMatchObject({ basis: "withheld", low: null, high: null });
  });

  it("never lies above a load that is past it or below one that holds, whatever was measured", () => {
    const levels = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 999 }), fc.double({ min: 0.01, max: 9, noNaN: true })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(levels, (pairs) => {
        // A time that grows with the load, as it does.
        const users = [...new Set(pairs.map(([n]) => n))].sort((a, b) => a - b);
        const times = pairs.map(([, time]) => time).sort((a, b) => a - b);
        const found = limit(...users.map((n, i) => level(n, times[i])));
        const told = users.map((n, i) => ({ n, time: times[i] ?? 0 }));
        const most = Math.max(...users);
        if (found?.value != null) expect(found.value).toBeLessThanOrEqual(most);
        for (const { n, time } of told) {
          if (time > 0.5 * 1.08 && found?.value != null) expect(found.value).toBeLessThanOrEqual(n);
          if (time < 0.5 / 1.08) expect(found?.value ?? most).toBeGreaterThanOrEqual(n);
        }
      }),
    );
  });
});
