import type { SweepHead } from "./sweep-head.ts";

/** `headroom merge --json`. */
export interface MergeOutput extends SweepHead {
  /** Files that were merged; null: cells of a queue. */
  readonly shards: number | null;
  /** Files written. */
  readonly outputs: readonly string[];
}
