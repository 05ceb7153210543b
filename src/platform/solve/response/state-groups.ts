import type { PreparedPlatform } from "../prepare-platform.ts";
import type { ArrivalView } from "./arrival-view.ts";
import type { StateGroup } from "./state-group.ts";
import { inTheEnd, type LineDrift, toldApart } from "./told-apart.ts";

/** From the middle of one group to that of the next the time of a request grows by this factor. */
const WIDTH = 1.6;

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
    groups.push(...toldApart(prepared, view, group, { average, slowdownOf }, drift));
  }
  return groups;
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
