/** Between which measured loads a line is crossed. */

import type { Excess, Lines } from "./level-side.ts";

export interface Bracket {
  /** The heaviest load measured on the good side below any on the other; null without one. */
  readonly good: number | null;
  /** The lightest measured past the line above any on the good side; null without one. */
  readonly past: number | null;
  /** Loads that contradict one another: past the line at the first, on the good side at the second. */
  readonly contradictory: readonly [number, number] | null;
  /** Near the line: those that lean to the good side, and those that lean past it. */
  readonly leaningGood: readonly number[];
  readonly leaningPast: readonly number[];
  /** Where a straight line between `good` and `past` crosses; null unless both were measured. */
  readonly between: number | null;
  /** What is past the line at `past`. */
  readonly worst: keyof Lines | null;
}

/** Runs of one load count together. */
export function bracketOf(
  levels: readonly { readonly users: number; readonly excess: Excess }[],
): Bracket {
  const loads = [...new Set(levels.map(({ users }) => users))]
    .sort((a, b) => a - b)
    .map((users) =>
      together(
        users,
        levels.filter((level) => level.users === users),
      ),
    );
  const good = loads.filter(({ high }) => high < 0).map(({ users }) => users);
  const past = loads.filter(({ low }) => low > 0).map(({ users }) => users);
  const [firstPast, lastGood] = [past[0], good.at(-1)];
  const best = good.findLast((users) => firstPast === undefined || users < firstPast) ?? null;
  const worst = past.find((users) => lastGood === undefined || users > lastGood) ?? null;
  const near = loads.filter(({ low, high }) => !(high < 0) && !(low > 0));
  const leaning = (sign: 1 | -1) =>
    near.filter(({ middle }) => middle !== null && middle * sign > 0).map(({ users }) => users);
  return {
    good: best,
    past: worst,
    contradictory:
      firstPast !== undefined && lastGood !== undefined && firstPast < lastGood
        ? [firstPast, lastGood]
        : null,
    leaningGood: leaning(-1),
    leaningPast: leaning(1),
    between: crossing(
      loads.find(({ users }) => users === best),
      loads.find(({ users }) => users === worst),
    ),
    worst: loads.find(({ users }) => users === worst)?.worst ?? null,
  };
}

type Load = Excess & { readonly users: number };

/** The mean of the runs: some on either side of the line leave the load undecided. */
function together(users: number, runs: readonly { readonly excess: Excess }[]): Load {
  const mean = (of: (excess: Excess) => number) =>
    runs.reduce((sum, { excess }) => sum + of(excess), 0) / runs.length;
  const middles = runs.flatMap(({ excess }) => (excess.middle === null ? [] : [excess.middle]));
  return {
    users,
    low: Math.min(
      ...runs.map(({ excess }) => excess.high),
      mean(({ low }) => low),
    ),
    high: Math.max(
      ...runs.map(({ excess }) => excess.low),
      mean(({ high }) => high),
    ),
    middle:
      middles.length === 0 ? null : middles.reduce((sum, one) => sum + one, 0) / middles.length,
    worst: runs[0]?.excess.worst ?? null,
  };
}

function crossing(good: Load | undefined, past: Load | undefined): number | null {
  if (good === undefined || past === undefined) return null;
  const [below, above] = [good.middle, past.middle];
  const told = below !== null && above !== null && Number.isFinite(below);
  const share = told ? -below / (above - below) : 0.5;
  return good.users + share * (past.users - good.users);
}
