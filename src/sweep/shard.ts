/** Which cells of a sweep one of several processes computes. */
import { requireCount } from "../require.ts";

export interface Shard {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** @throws RangeError unless 1 ≤ index ≤ of, both whole */
export function requireShard({ index, of }: Shard): Shard {
  requireCount("shards", of);
  requireCount("shard", index);
  if (index > of) throw new RangeError(`shard must be at most ${of}, got ${index}`);
  return { index, of };
}

/** Cells of a shard: every `of`-th, so that slow and fast regions of a grid fall to all alike. */
export function shardSize(cells: number, { index, of }: Shard): number {
  return Math.max(0, Math.ceil((cells - (index - 1)) / of));
}

/** Number of the cell at a place of a shard, from 0. */
export function cellOfShard(place: number, { index, of }: Shard): number {
  return index - 1 + place * of;
}

/** The place of a cell in a shard; null where it belongs to another. */
export function placeInShard(cell: number, { index, of }: Shard): number | null {
  const ahead = cell - (index - 1);
  return ahead >= 0 && ahead % of === 0 ? ahead / of : null;
}
