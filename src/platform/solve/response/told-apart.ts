/**
 * A group of states told apart by what its requests meet where they are dealt out among copies, as far
 * as the copies' lines have drifted apart. In a closed system no line is brought back: each
 * completion moves them by chance until one is empty. Of the variance V between the strata in the
 * end, a time t after all were alike has reached D·t/(D·t + V), D·t being that of a walk without end; the
 * same at its beginning and in the end as an Ornstein–Uhlenbeck process, and within a sixth of it between.
 */
import { entryAt, numberAt } from "../../../entry-at.ts";
import type { Seconds, Share } from "../../../units.ts";
import type { WaitMoments } from "../parts/part-behavior.ts";
import { type DealtTables, timeOf } from "../parts/slowed-tables.ts";
import { STRATA } from "../parts/strata.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import type { ArrivalView } from "./arrival-view.ts";
import type { StateGroup } from "./state-group.ts";

/** How far lines of copies have drifted apart. */
export interface LineDrift {
  /** Name of a part whose copies are kept equally full by whoever deals out; null: none. */
  readonly together: string | null;
  /** A run of so long is looked at, at whose beginning all lines are alike; Infinity: the long run. */
  readonly seconds: Seconds;
}

export const inTheEnd: LineDrift = { together: null, seconds: Number.POSITIVE_INFINITY };

/** Averages over the states of one group. */
export interface GroupAverages {
  readonly average: (table: Float64Array) => number;
  readonly slowdownOf: (table: Float64Array, i: number) => number;
}

/** Strata whose mean times differ by less than this share of them are one. */
const APART = 0.02;

/**
 * The strata of the dealing that tells them furthest apart, or the group as it is; what others differ
 * by is in the moments.
 */
export function toldApart(
  prepared: PreparedPlatform,
  { scale, served }: ArrivalView,
  group: StateGroup,
  averages: GroupAverages,
  { together, seconds }: LineDrift,
): readonly StateGroup[] {
  const timeOf = (one: StateGroup) => timeIn(prepared, one);
  let even = group;
  const dealt = prepared.slowed.dealings.map((one) => {
    const strata = strataOf(group, one, scale, averages);
    const inTime = () => reached(((one.parting / served) * seconds) / 2, spreadOf(strata, timeOf));
    const ended = seconds === Number.POSITIVE_INFINITY ? 1 : null;
    const share = one.dealing === together ? 0 : (ended ?? inTime());
    even = evened(even, strata, share);
    return drifted(group, strata, share);
  });
  return widest(dealt, [even], timeOf);
}

/** Share of the way to where strata are in the end, once a walk has this variance. */
function reached(walked: number, end: number): Share {
  return end === 0 ? 1 : Math.sqrt(walked / (walked + end));
}

/** Variance of the mean times of strata. */
function spreadOf(strata: readonly StateGroup[], timeOf: (group: StateGroup) => Seconds): number {
  const times = strata.map(timeOf);
  const mean = times.reduce((sum, time, s) => sum + (STRATA[s] ?? 0) * time, 0);
  return times.reduce((sum, time, s) => sum + (STRATA[s] ?? 0) * (time - mean) ** 2, 0);
}

/** What requests of each stratum meet in the end. */
function strataOf(
  group: StateGroup,
  { waits, slowdowns }: DealtTables,
  scale: number,
  { average, slowdownOf }: GroupAverages,
): readonly StateGroup[] {
  return STRATA.map((size, s) => {
    const waitOf = (i: number) => waits.get(i)?.[s];
    const moment = (of: readonly number[], read: (wait: WaitMoments) => number) =>
      of.map((known, i) => {
        const own = waitOf(i);
        return own === undefined ? known : read(own);
      });
    return {
      weight: group.weight * size,
      free: moment(group.free, (wait) => average(wait.free)),
      mean: moment(group.mean, (wait) => scale * average(wait.mean)),
      square: moment(group.square, (wait) => scale ** 2 * average(wait.square)),
      slowdown: group.slowdown.map((known, i) => {
        const own = slowdowns.get(i)?.[s];
        return own === undefined ? known : slowdownOf(own, i);
      }),
    };
  });
}

/** Strata as far apart as lines have drifted: means by a share of the way, each with its own variance. */
function drifted(group: StateGroup, strata: readonly StateGroup[], share: Share) {
  if (share === 1) return strata;
  const toward = (middle: number, end: number) => middle + share * (end - middle);
  return strata.map((one) => {
    const mean = one.mean.map((end, i) => toward(numberAt(group.mean, i), end));
    return {
      weight: one.weight,
      free: one.free.map((end, i) => toward(numberAt(group.free, i), end)),
      mean,
      square: one.square.map(
        (square, i) => square - numberAt(one.mean, i) ** 2 + numberAt(mean, i) ** 2,
      ),
      slowdown: one.slowdown.map((end, i) => toward(numberAt(group.slowdown, i), end)),
    };
  });
}

/** A group without what its strata do not differ by yet. */
function evened(group: StateGroup, strata: readonly StateGroup[], share: Share): StateGroup {
  if (share === 1) return group;
  const left = 1 - share * share;
  const square = group.square.map((all, i) => {
    const mean = numberAt(group.mean, i);
    return strata.reduce(
      (rest, { mean: own }, s) => rest - left * (STRATA[s] ?? 0) * (numberAt(own, i) - mean) ** 2,
      all,
    );
  });
  const { weight, free, mean, slowdown } = group;
  return { weight, free, mean, square, slowdown };
}

/** Of several dealings the one that tells its strata furthest apart; those of another are in the moments. */
function widest(
  dealt: readonly (readonly StateGroup[])[],
  together: readonly StateGroup[],
  timeOf: (group: StateGroup) => number,
): readonly StateGroup[] {
  let [best, furthest] = [together, APART * timeOf(entryAt(together, 0))];
  for (const strata of dealt) {
    const times = strata.map(timeOf);
    const apart = Math.max(...times) - Math.min(...times);
    if (apart <= furthest) continue;
    best = strata;
    furthest = apart;
  }
  return best;
}

/** Mean time of a request of the mix in a group. */
function timeIn({ inside, classes }: PreparedPlatform, group: StateGroup): number {
  return classes.reduce((sum, { share }, c) => {
    const waits = inside.waits.reduce(
      (all, { visits }, i) => all + (visits[c] ?? 0) * (group.mean[i] ?? 0),
      0,
    );
    const works = inside.nodes.reduce(
      (all, { work }, i) => all + timeOf(work[c]) * (group.slowdown[i] ?? 1),
      0,
    );
    return sum + share * (waits + works);
  }, 0);
}
