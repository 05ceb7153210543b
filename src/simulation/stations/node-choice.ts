import type { Place } from "./tree-places.ts";

/**
 * The node of a station that a request goes to: its shard's primary, or a reader in turn; without
 * a reader the primary reads.
 *
 * @param drawn where its data are, from 0 to 65,535
 */
export function nodeChoice(
  { perShard, shards, readers }: Place,
  drawn: number,
  reads: boolean,
): number {
  const shard = shards > 1 ? (drawn * shards) >>> 16 : 0;
  const reader = perShard > 1 && reads ? (readers[shard]?.next() ?? 0) : 0;
  return shard * perShard + Math.max(0, reader);
}
