import { mapNode, mapWait } from "./map-tables.ts";
import type { Behavior, WaitMoments } from "./part-behavior.ts";
import type { Stratified } from "./strata.ts";

/** The line in front of a pool's places; tables by the number at one line, or at all. */
export interface PoolLine extends WaitMoments {
  readonly used: Float64Array;
  readonly waiting: Float64Array;
  readonly stretched: Float64Array;
  /** Share that waits in vain, and requests of the number that are not there. */
  readonly late: Float64Array;
  readonly beyond: Float64Array;
}

/** What is in a pool, by the number at it. */
export type PoolInside = Pick<
  Behavior,
  "rates" | "nodes" | "waits" | "stretched" | "beyond" | "late" | "vainTime" | "doomed"
>;

/** A pool with its line or lines, by the number at it. */
export interface FilledPool {
  readonly inside: PoolInside;
  readonly line: PoolLine;
  readonly strata: readonly Stratified<WaitMoments>[];
}

/**
 * Tables by the number held as tables by the number at the pool.
 *
 * @param held of those who are there, found of what one finds that is let in
 */
export function insideOf(
  inside: Behavior,
  held: (table: Float64Array) => Float64Array,
  found: (table: Float64Array) => Float64Array,
): PoolInside {
  return {
    rates: held(inside.rates),
    nodes: inside.nodes.map((node) => mapNode(node, held, found)),
    waits: inside.waits.map((wait) => mapWait(wait, held, found)),
    stretched: held(inside.stretched),
    beyond: held(inside.beyond),
    late: found(inside.late),
    vainTime: found(inside.vainTime),
    doomed: held(inside.doomed),
  };
}
