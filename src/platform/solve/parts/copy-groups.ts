import { fillBetween, type Grading, solveGraded } from "../graded-states.ts";
import { dot, dotRest } from "./averages.ts";
import { neverFalls, type Split } from "./split-between.ts";
import { isZero } from "./zero-table.ts";

/** Copies among which requests are dealt out, one or several, by the number of requests at them. */
export interface CopyGroup {
  readonly copies: number;
  /** What leaves them per second, or anything in proportion. */
  readonly rates: Float64Array;
  /** Variance of what comes to one copy and leaves it over that of chance, by the number there. */
  readonly variance: Float64Array;
  /** Share of those who come to one and wait in vain. */
  readonly late: Float64Array;
}

/** Weights below this share of the largest are left out. */
const NEGLIGIBLE = 1e-15;

/** Weights are brought back from here, so that none overflows. */
const HIGH = 1e200;

/**
 * How n requests are split between two groups of copies, when what leaves is dealt out anew: a
 * birth-death chain of the number at the first. By chance and with exponential work it is the
 * product form of the two. Otherwise births and deaths keep their difference and their sum is
 * that of the real arrivals and completions, as in `chainProbabilities`: dealt out in turn, all
 * copies get the same number, so that only completions part them.
 *
 * @param pace of what leaves with i and j there, where copies slow one another down; null: 1
 * @returns what splits n, 0…most; each answer uses the arrays of the one before
 */
export function groupSplitter(
  first: CopyGroup,
  second: CopyGroup,
  most: number,
  pace: ((i: number, j: number) => number) | null = null,
): (n: number) => Split {
  const peaked = neverFalls(first.rates, most) && neverFalls(second.rates, most);
  const toFirst = first.copies / (first.copies + second.copies);
  const up = new Float64Array(most + 1);
  const down = new Float64Array(most + 1);
  const split = { shares: new Float64Array(most + 1), from: 0, to: 0 };
  const away = 1 - toFirst;
  const { rates: here, variance: varianceHere, late: lateHere } = first;
  const { rates: there, variance: varianceThere, late: lateThere } = second;
  const ratesAt = (i: number, n: number) => {
    const j = n - i;
    const all = pace === null ? 1 : pace(i, j);
    const come = all * at(there, j) * toFirst * (1 - at(lateHere, i));
    const go = all * at(here, i) * away * (1 - at(lateThere, j));
    const even = 1 - (at(varianceHere, i) + at(varianceThere, j)) / 2;
    const less = even * (come < go ? come : go);
    up[i] = come - less;
    down[i] = go - less;
  };
  return (n) => {
    walk({ up, down, ratesAt }, n, Math.round(n * toFirst), peaked, split);
    return split;
  };
}

/** Births and deaths of the number at the first, filled in where the walk comes. */
interface Steps {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly ratesAt: (i: number, n: number) => void;
}

/** Fills in the shares for one n, from the middle outwards. */
function walk(
  { up, down, ratesAt }: Steps,
  n: number,
  middle: number,
  peaked: boolean,
  split: { shares: Float64Array; from: number; to: number },
): void {
  const { shares } = split;
  shares[middle] = 1;
  ratesAt(middle, n);
  let total = 1;
  let highest = 1;
  let from = middle;
  let to = middle;
  let weight = 1;
  for (let i = middle; i < n; i++) {
    ratesAt(i + 1, n);
    weight *= at(up, i) / at(down, i + 1);
    if (peaked && weight < NEGLIGIBLE * highest) break;
    to = i + 1;
    shares[to] = weight;
    total += weight;
    if (weight > highest) highest = weight;
    if (weight <= HIGH) continue;
    scaleDown(shares, from, to);
    [weight, total, highest] = [weight / HIGH, total / HIGH, highest / HIGH];
  }
  weight = at(shares, middle);
  for (let i = middle; i > 0; i--) {
    ratesAt(i - 1, n);
    weight *= at(down, i) / at(up, i - 1);
    if (peaked && weight < NEGLIGIBLE * highest) break;
    from = i - 1;
    shares[from] = weight;
    total += weight;
    if (weight > highest) highest = weight;
    if (weight <= HIGH) continue;
    scaleDown(shares, from, to);
    [weight, total, highest] = [weight / HIGH, total / HIGH, highest / HIGH];
  }
  const least = NEGLIGIBLE * total;
  while (from < to && at(shares, from) < least) from++;
  while (to > from && at(shares, to) < least) to--;
  for (let i = from; i <= to; i++) shares[i] = at(shares, i) / total;
  split.from = from;
  split.to = to;
}

function scaleDown(shares: Float64Array, from: number, to: number): void {
  for (let i = from; i <= to; i++) shares[i] = at(shares, i) / HIGH;
}

/** So many copies as one group, by halves. */
export function groupOf(one: CopyGroup, copies: number, most: number, grading: Grading): CopyGroup {
  const known = new Map<number, CopyGroup>([[1, one]]);
  const build = (count: number): CopyGroup => {
    const before = known.get(count);
    if (before !== undefined) return before;
    const half = count >> 1;
    const group = together(build(count - half), build(half), one, most, grading);
    known.set(count, group);
    return group;
  };
  return build(copies);
}

function together(
  first: CopyGroup,
  second: CopyGroup,
  one: CopyGroup,
  most: number,
  grading: Grading,
): CopyGroup {
  const copies = first.copies + second.copies;
  const rates = new Float64Array(most + 1);
  const never = isZero(one.late);
  const late = never ? one.late : new Float64Array(most + 1);
  const split = groupSplitter(first, second, most);
  const toFirst = first.copies / copies;
  const solve = (n: number) => {
    const { shares, from, to } = split(n);
    const rate = dot(shares, first.rates, from, to) + dotRest(shares, second.rates, from, to, n);
    rates[n] = rate;
    if (!never) {
      late[n] =
        toFirst * dot(shares, first.late, from, to) +
        (1 - toFirst) * dotRest(shares, second.late, from, to, n);
    }
    return rate;
  };
  solveStates(most, grading, solve, [rates, ...(never ? [] : [late])]);
  const variance = one.variance.map((_, n) => at(one.variance, Math.floor(n / copies)));
  return { copies, rates, variance, late };
}

/** Solves all states, or some and fills in the others of the tables. */
export function solveStates(
  most: number,
  grading: Grading,
  solve: (n: number) => number,
  tables: readonly Float64Array[],
): readonly number[] | null {
  if (grading === "every") {
    for (let n = 0; n <= most; n++) solve(n);
    return null;
  }
  const states = solveGraded(most, solve);
  fillBetween(tables, states);
  return states;
}

const at = (list: Float64Array, i: number): number => list[i] ?? 0;
