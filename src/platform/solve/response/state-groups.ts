import { floatAt } from "../../../entry-at.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import { weightedSums } from "../weighted-sums.ts";
import type { ArrivalView } from "./arrival-view.ts";
import type { StateGroup } from "./state-group.ts";
import { inTheEnd, type LineDrift, toldApart } from "./told-apart.ts";

/** From the middle of one group to that of the next the time of a request grows by this factor. */
const WIDTH = 1.6;
const LOG_WIDTH = Math.log(WIDTH);

/** Groups rarer than this are left out. */
const RARE = 1e-8;

/**
 * Gathers the states into groups around fixed multiples of the idle time; a state between two of them
 * belongs to both by its distance, so that percentiles change smoothly with the platform's numbers
 * and a fit can follow them. Moments within a group are exact, shapes are its mean's. Where requests
 * are dealt out, each group is told apart by what its requests meet at their copy.
 *
 * @param drift how far their lines have drifted apart
 */
export function stateGroups(
  prepared: PreparedPlatform,
  view: ArrivalView,
  drift: LineDrift = inTheEnd,
): readonly StateGroup[] {
  const { inside, slowed } = prepared;
  const { found, from, to, scale } = view;
  const places = placesOf(prepared, view);
  const groups: StateGroup[] = [];
  const shares = new Float64Array(to - from + 1);
  const tables = tablesOf(prepared);
  const sums = new Float64Array(tables.length);
  let start = from;
  const last = places[to - from] ?? 0;
  for (let g = Math.floor(places[0] ?? 0); g <= Math.ceil(last); g++) {
    while (start < to && (places[start - from] ?? 0) <= g - 1) start++;
    let end = start;
    let weight = 0;
    while (end <= to && (places[end - from] ?? 0) < g + 1) {
      const near = Math.max(0, 1 - Math.abs((places[end - from] ?? 0) - g));
      const share = near * (found[end] ?? 0);
      shares[end - start] = share;
      weight += share;
      end++;
    }
    if (weight < RARE) continue;
    weightedSums(shares, tables, 0, end - 1 - start, start, 1, sums);
    let next = 0;
    const average = () => floatAt(sums, next++) / weight;
    const group: StateGroup = {
      weight,
      free: inside.waits.map(average),
      mean: slowed.mean.map(() => scale * average()),
      square: slowed.square.map(() => scale ** 2 * average()),
      slowdown: inside.nodes.map(({ delay }) => (delay ? 1 : 1 + scale * (average() - 1))),
    };
    if (slowed.dealings.length === 0) {
      groups.push(group);
      continue;
    }
    const averageOf = (table: Float64Array) => {
      let sum = 0;
      for (let i = start; i < end; i++) sum += (shares[i - start] ?? 0) * (table[i] ?? 0);
      return sum / weight;
    };
    const slowdownOf = (table: Float64Array, i: number) =>
      inside.nodes[i]?.delay ? 1 : 1 + scale * (averageOf(table) - 1);
    groups.push(...toldApart(prepared, view, group, { average: averageOf, slowdownOf }, drift));
  }
  return groups;
}

/** What is averaged over a group, in the order of its record. */
function tablesOf({ inside: { waits, nodes }, slowed }: PreparedPlatform): Float64Array[] {
  const { mean, square, slowdown } = slowed;
  return [
    ...waits.map(({ free }) => free),
    ...mean,
    ...square,
    ...slowdown.filter((_, i) => !nodes[i]?.delay),
  ];
}

/** Where each state lies on the scale of groups, ascending. */
function placesOf(
  { slowed: { timeFinding } }: PreparedPlatform,
  { from, to }: ArrivalView,
): Float64Array {
  const own = ownPlaces(timeFinding);
  const idle = timeFinding[0] ?? 0;
  const places = new Float64Array(to - from + 1);
  let most = 0;
  for (let k = from; k <= to; k++) {
    let place = own[k] ?? 0;
    if (place === UNKNOWN) {
      place = Math.log((timeFinding[k] ?? 0) / idle) / LOG_WIDTH;
      own[k] = place;
    }
    most = Math.max(most, place);
    places[k - from] = most;
  }
  return places;
}

const UNKNOWN = Number.NEGATIVE_INFINITY;

const known = new WeakMap<Float64Array, Float64Array>();

/** The place of each state by itself, which all loads of a platform ask for; those that nobody asked for yet are unknown. */
function ownPlaces(timeFinding: Float64Array): Float64Array {
  const before = known.get(timeFinding);
  if (before !== undefined) return before;
  const own = new Float64Array(timeFinding.length).fill(UNKNOWN);
  known.set(timeFinding, own);
  return own;
}
