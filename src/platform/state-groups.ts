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
  const { inside, overload } = prepared;
  const groups: StateGroup[] = [];
  for (let k = view.from; k <= view.to; ) {
    const end = endOfGroup(view, k);
    let weight = 0;
    for (let i = k; i < end; i++) weight += view.found[i] as number;
    const average = (table: Float64Array, power: number) => {
      let sum = 0;
      for (let i = k; i < end; i++) {
        const slowed = power === 0 ? 1 : (overload[i + 1] as number) ** power;
        sum += (view.found[i] as number) * slowed * (table[i] as number);
      }
      return sum / weight;
    };
    if (weight > 0) {
      groups.push({
        weight,
        free: inside.waits.map((wait) => average(wait.free, 0)),
        mean: inside.waits.map((wait) => view.scale * average(wait.mean, 1)),
        square: inside.waits.map((wait) => view.scale ** 2 * average(wait.square, 2)),
        slowdown: inside.nodes.map((node) => 1 + view.scale * (average(node.slowdown, 1) - 1)),
      });
    }
    k = end;
  }
  return groups;
}

function endOfGroup({ found, to, timeFinding }: ArrivalView, start: number): number {
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
