import { describe, expect, it } from "vitest";
import { keptLeftOut, restoredLeftOut } from "./kept-left-out.ts";
import type { LeftOutLevel } from "./leave-level-out.ts";
import { twoStagesRuns } from "./testing/two-stage-platform.ts";

const runs = twoStagesRuns();
const levels: readonly LeftOutLevel[] = [...new Set(runs.map(({ users }) => users))].map(
  (users, i) => {
    const own = runs.filter((run) => run.users === users);
    const predicted = own.flatMap(({ figures }) => figures.map(({ measured }) => measured * 1.1));
    return { users, logDensity: -1 - i, predicted, runs: own };
  },
);

/** As a disk keeps it. */
const stored = (kept: unknown): unknown => JSON.parse(JSON.stringify(kept));

describe("kept levels", () => {
  it("come back as they were, infinite figures too", () => {
    const [first, ...others] = levels as [LeftOutLevel, ...LeftOutLevel[]];
    const impossible = [
      { ...first, predicted: first.predicted.map(() => Number.POSITIVE_INFINITY) },
      ...others,
    ];
    for (const some of [levels, impossible]) {
      expect(restoredLeftOut(stored(keptLeftOut(some)), runs)).toEqual(some);
    }
  });

  it.each([
    ["a level less", (kept: unknown[]) => kept.slice(1)],
    ["another order", (kept: unknown[]) => kept.toReversed()],
    ["a figure less", ([one, ...rest]: unknown[]) => [shorter(one), ...rest]],
    ["another field", ([one, ...rest]: unknown[]) => [{ ...Object(one), more: 1 }, ...rest]],
    ["no list", () => ({})],
  ])("are none with %s", (_, spoil) => {
    const kept = stored(keptLeftOut(levels)) as unknown[];
    expect(restoredLeftOut(spoil(kept), runs)).toBeNull();
  });
});

function shorter(level: unknown): unknown {
  const one = level as { readonly predicted: readonly number[] };
  return { ...one, predicted: one.predicted.slice(1) };
}
