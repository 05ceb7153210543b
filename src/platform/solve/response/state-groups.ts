import { entryAt, numberAt } from "../../../entry-at.ts";
import type { Share } from "../../../units.ts";
import type { WaitMoments } from "../parts/part-behavior.ts";
import { type DealtTables, timeOf } from "../parts/slowed-tables.ts";
import { STRATA } from "../parts/strata.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import type { ArrivalView } from "./arrival-view.ts";

/** States that treat a request alike; lists by wait and by node of the platform's behavior. */
export interface StateGroup {
  readonly weight: Share;
  /** Share that does not wait, mean wait, mean square. */
  readonly free: readonly number[];
  readonly mean: readonly number[];
  readonly square: readonly number[];
  readonly slowdown: readonly number[];
}

/** From the middle of one group to that of the next the time of a request grows by this factor. */
const WIDTH = 1.6;

/** Strata whose mean times differ by less than this share of them are one. */
const APART = 0.02;

/** Groups rarer than this are left out. */
const RARE = 1e-8;

/**
 * Gathers the states into groups around fixed multiples of the idle time; a state between two of them
 * belongs to both by its distance, so that percentiles change smoothly with the platform's numbers
 * and a fit can follow them. Moments within a group are exact, shapes are its mean's. Where requests
 * are dealt out, each group is told apart by what its requests meet at their copy.
 *
 * @param together name of a part whose copies are kept equally full by whoever deals out
 */
export function stateGroups(
  prepared: PreparedPlatform,
  view: ArrivalView,
  together: string | null = null,
): readonly StateGroup[] {
  const { inside, slowed } = prepared;
  const { found, from, to, scale } = view;
  const places = placesOf(prepared, view);
  const groups: StateGroup[] = [];
  let start = from;
  const last = places[to - from] ?? 0;
  for (let g = Math.floor(places[0] ?? 0); g <= Math.ceil(last); g++) {
    while (start < to && (places[start - from] ?? 0) <= g - 1) start++;
    let end = start;
    while (end <= to && (places[end - from] ?? 0) < g + 1) end++;
    const shares = new Float64Array(Math.max(end - start, 0));
    let weight = 0;
    for (let i = start; i < end; i++) {
      const near = Math.max(0, 1 - Math.abs((places[i - from] ?? 0) - g));
      shares[i - start] = near * (found[i] ?? 0);
      weight += shares[i - start] ?? 0;
    }
    if (weight < RARE) continue;
    const average = (table: Float64Array) => {
      let sum = 0;
      for (let i = start; i < end; i++) sum += (shares[i - start] ?? 0) * (table[i] ?? 0);
      return sum / weight;
    };
    const slowdownOf = (table: Float64Array, i: number) =>
      inside.nodes[i]?.delay ? 1 : 1 + scale * (average(table) - 1);
    const group: StateGroup = {
      weight,
      free: inside.waits.map((wait) => average(wait.free)),
      mean: slowed.mean.map((table) => scale * average(table)),
      square: slowed.square.map((table) => scale ** 2 * average(table)),
      slowdown: slowed.slowdown.map(slowdownOf),
    };
    const strata = (one: DealtTables) => strataOf(group, one, scale, average, slowdownOf);
    const even = slowed.dealings
      .filter(({ dealing }) => dealing === together)
      .reduce((one, dealt) => evened(one, strata(dealt)), group);
    const dealt = slowed.dealings.filter(({ dealing }) => dealing !== together).map(strata);
    groups.push(...widest(dealt, [even], (one) => timeIn(prepared, one)));
  }
  return groups;
}

/** A group told apart by what its requests find where they are dealt out. */
function strataOf(
  group: StateGroup,
  { waits, slowdowns }: DealtTables,
  scale: number,
  average: (table: Float64Array) => number,
  slowdownOf: (table: Float64Array, i: number) => number,
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

/** A group without what its strata differ by. */
function evened(group: StateGroup, strata: readonly StateGroup[]): StateGroup {
  return {
    ...group,
    square: group.square.map((square, i) => {
      const mean = numberAt(group.mean, i);
      return strata.reduce(
        (rest, { mean: own }, s) => rest - (STRATA[s] ?? 0) * (numberAt(own, i) - mean) ** 2,
        square,
      );
    }),
  };
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

/** Where each state lies on the scale of groups, ascending. */
function placesOf(
  { slowed: { timeFinding } }: PreparedPlatform,
  { from, to }: ArrivalView,
): Float64Array {
  const idle = timeFinding[0] ?? 0;
  const places = new Float64Array(to - from + 1);
  let most = 0;
  for (let k = from; k <= to; k++) {
    most = Math.max(most, Math.log((timeFinding[k] ?? 0) / idle) / Math.log(WIDTH));
    places[k - from] = most;
  }
  return places;
}
