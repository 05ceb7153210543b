import type { Share } from "../units.ts";
import type { ArrivalView } from "./arrival-view.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** States that treat a request alike; lists by wait and by node of the platform's behavior. */
export interface StateGroup {
  readonly weight: Share;
  /** Share that does not wait, mean wait, mean square. */
  readonly free: readonly number[];
  readonly mean: readonly number[];
  readonly square: readonly number[];
  readonly slowdown: readonly number[];
}

/** In a group the time of a request grows by no more than this factor. */
const WIDTH = 1.3;

/** States rarer than this do not start a group of their own. */
const RARE = 1e-3;

/** Gathers the states into groups; moments within a group are exact, shapes are its mean's. */
export function stateGroups(prepared: PreparedPlatform, view: ArrivalView): readonly StateGroup[] {
  const { inside, slowed } = prepared;
  const { found, scale } = view;
  const groups: StateGroup[] = [];
  for (let k = view.from; k <= view.to; ) {
    const start = k;
    const end = endOfGroup(prepared, view, start);
    k = end;
    let weight = 0;
    for (let i = start; i < end; i++) weight += found[i] as number;
    if (weight === 0) continue;
    const average = (table: Float64Array) => {
      let sum = 0;
      for (let i = start; i < end; i++) sum += (found[i] as number) * (table[i] as number);
      return sum / weight;
    };
    groups.push({
      weight,
      free: inside.waits.map((wait) => average(wait.free)),
      mean: slowed.mean.map((table) => scale * average(table)),
      square: slowed.square.map((table) => scale ** 2 * average(table)),
      slowdown: slowed.slowdown.map((table, i) =>
        inside.nodes[i]?.delay ? 1 : 1 + scale * (average(table) - 1),
      ),
    });
  }
  return groups;
}

function endOfGroup(
  { slowed: { timeFinding } }: PreparedPlatform,
  { found, to }: ArrivalView,
  start: number,
): number {
  let weight = 0;
  let end = start;
  let limit = Number.POSITIVE_INFINITY;
  while (end <= to) {
    if ((timeFinding[end] as number) > limit) break;
    weight += found[end] as number;
    if (weight > RARE && limit === Number.POSITIVE_INFINITY) {
      limit = (timeFinding[end] as number) * WIDTH;
    }
    end++;
  }
  return end;
}
