import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../audit.ts";
import type { Campaign, Level } from "../campaign.ts";

const loads = [10, 50, 100, 200];

/** One run of a platform with a second of think time, a little slower at each load. */
function runOf(name: (users: number) => string, slower: (i: number) => number): readonly Level[] {
  return loads.map((users, i) => {
    const mean = 0.05 * (1 + users / 100) * slower(i);
    return {
      ...{ users, run: name(users), failures: 0, quality: "measured" as const, note: "" },
      throughput: users / (1 + mean),
      responseTime: { mean },
    };
  });
}

const found = (...runs: readonly (readonly Level[])[]) => {
  const levels = runs.flat().toSorted((a, b) => a.users - b.users || a.run.localeCompare(b.run));
  const campaign: Campaign = { name: "two", levels, endpoints: [], failures: [] };
  return audit(campaign).findings.filter(({ code }) => code === "runs-of-two-platforms");
};

describe("runsOfTwoPlatforms", () => {
  it("finds what was measured before and after a change, whichever comes first", () => {
    const before = runOf(
      () => "in/before",
      () => 1,
    );
    const after = runOf(
      () => "in/after",
      () => 0.6,
    );
    const [finding] = found(before, after);
    expect(finding?.message).toBe(
      "Runs “in/after” take 40 % less time than runs “in/before” at the middle one of 4 loads, and less at every one.",
    );
    expect(found(after, before)).toEqual([finding]);
  });

  it("joins runs whose names differ by the load alone", () => {
    const old = runOf(
      (users) => `old_${users}`,
      () => 1.5,
    );
    const own = runOf(
      (users) => `new_0${users}`,
      () => 1,
    );
    expect(found(old, own)[0]?.message).toContain("Runs “new_…” take 33.3 % less");
  });

  it("says nothing of repetitions, of a single load run again, or of a run that is faster now and then", () => {
    const noise = fc.array(fc.double({ min: 0.94, max: 1.06, noNaN: true }), {
      minLength: loads.length,
      maxLength: loads.length,
    });
    fc.assert(
      fc.property(noise, noise, (a, b) => {
        const repeated = [a, b].map((luck, i) =>
          runOf(
            () => `run${i}`,
            (at) => luck[at] ?? 1,
          ),
        );
        expect(found(...repeated)).toEqual([]);
      }),
    );
    const first = runOf(
      () => "a",
      () => 1,
    );
    const twice = runOf(
      () => "b",
      () => 0.5,
    );
    expect(found(first, twice.slice(0, 2))).toEqual([]);
    const crossing = runOf(
      () => "c",
      (i) => (i < 2 ? 0.5 : 2),
    );
    expect(found(first, crossing)).toEqual([]);
  });
});
