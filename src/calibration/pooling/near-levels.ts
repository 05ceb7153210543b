/** Which levels of a long sweep are nearly one: neighbors whose loads and figures hardly differ. */
import type { Figure, MeasuredRun } from "../figures.ts";

/** Groups whose means, and the parabolas through them, show the course of figures well. */
const MOST_GROUPS = 12;

/** Loads of one group are at most this many times apart. */
const WIDEST_LOADS = 2;

/** Figures of two groups that become one differ by at most this, as a logarithm. */
const FARTHEST_FIGURES = 0.3;

/** Shares of a window that are ramp, closer than this, are one. */
const SAME_RAMP = 0.02;

/** Weighted sums over a group of one figure's logarithms. */
interface Sums {
  readonly weight: number;
  readonly product: number;
}

/** At least one. */
export type Runs = readonly [MeasuredRun, ...MeasuredRun[]];

interface Group {
  readonly runs: Runs;
  /** By quantity, of whole levels; throughput by user. */
  readonly sums: ReadonlyMap<string, Sums>;
}

/** What a figure of a level shows beside others: throughput by user, which light loads share. */
export function comparedLog({ quantity, measured, watched, errors }: Figure, users: number) {
  const isThroughput = quantity === "throughput" && watched === undefined && errors === undefined;
  return Math.log(isThroughput ? measured / users : measured);
}

/** One over the variance of its logarithm. */
export const weightOf = ({ known, repeat }: Figure) => 1 / (known * known + repeat * repeat);

/**
 * The runs by groups of neighboring loads, ascending. Runs of one load are one group; then the two neighbors
 * whose figures differ least for their noise become one, until twelve are left or all that are left
 * are apart. The lightest and the heaviest load stay by themselves: beyond them nothing is known.
 */
export function nearLevels(runs: readonly MeasuredRun[]): readonly Runs[] {
  const sorted = runs.toSorted((a, b) => a.users - b.users);
  let groups = sorted.map(groupOf);
  const [least, most] = [sorted[0]?.users ?? 0, sorted.at(-1)?.users ?? 0];
  const atAnEnd = ({ runs: own }: Group) =>
    own.some(({ users }) => users === least || users === most);
  const gapAt = (i: number) => {
    const [a, b] = [groups[i], groups[i + 1]];
    if (a === undefined || b === undefined || !areAlike(a, b)) return Number.POSITIVE_INFINITY;
    if (loadOf(a) === loadOf(b)) return -1;
    return atAnEnd(a) || atAnEnd(b) ? Number.POSITIVE_INFINITY : distance(a, b);
  };
  const gaps = groups.slice(1).map((_, i) => gapAt(i));
  for (;;) {
    const gap = Math.min(...gaps);
    const i = gaps.indexOf(gap);
    const [a, b] = [groups[i], groups[i + 1]];
    if (a === undefined || b === undefined || gap === Number.POSITIVE_INFINITY) break;
    if (gap >= 0 && groups.length <= MOST_GROUPS) break;
    groups = groups.toSpliced(i, 2, joined(a, b));
    gaps.splice(i, 1);
    for (const at of [i - 1, i]) if (at in gaps) gaps[at] = gapAt(at);
  }
  return groups.map((group) => group.runs);
}

const loadOf = ({ runs }: Group) => runs[0].users;

function groupOf(run: MeasuredRun): Group {
  const sums = new Map<string, Sums>();
  for (const figure of run.figures) {
    const { quantity, endpoint, watched, errors } = figure;
    if (endpoint !== null || watched !== undefined || errors !== undefined) continue;
    const weight = weightOf(figure);
    sums.set(quantity, { weight, product: weight * comparedLog(figure, run.users) });
  }
  return { runs: [run], sums };
}

function joined(a: Group, b: Group): Group {
  const sums = new Map(a.sums);
  for (const [quantity, { weight, product }] of b.sums) {
    const before = sums.get(quantity) ?? { weight: 0, product: 0 };
    sums.set(quantity, { weight: before.weight + weight, product: before.product + product });
  }
  return { runs: [...a.runs, ...b.runs], sums };
}

/** Mean squared difference over its variance; infinite where loads or figures are apart. */
function distance(a: Group, b: Group): number {
  const widest = (b.runs.at(-1)?.users ?? 0) / loadOf(a);
  if (widest > WIDEST_LOADS) return Number.POSITIVE_INFINITY;
  const squares = [...a.sums].flatMap(([quantity, one]) => {
    const other = b.sums.get(quantity);
    if (other === undefined) return [];
    const gap = one.product / one.weight - other.product / other.weight;
    if (Math.abs(gap) > FARTHEST_FIGURES) return [Number.POSITIVE_INFINITY];
    return [(gap * gap) / (1 / one.weight + 1 / other.weight)];
  });
  if (squares.length === 0) return Number.POSITIVE_INFINITY;
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** Whether figures of both mean the same. */
function areAlike(a: Group, b: Group): boolean {
  const [one, other] = [a.runs[0], b.runs[0]];
  const ramp = ({ users, observation }: MeasuredRun) => observation.averageUsers / users;
  return (
    one.observation.timesOf === other.observation.timesOf &&
    Math.abs(ramp(one) - ramp(other)) < SAME_RAMP
  );
}
