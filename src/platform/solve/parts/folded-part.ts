/** The tree as it is solved: API replicas, read replicas and shards folded into counts. */
import type { Share } from "../../../units.ts";
import type { NodePart, PoolPart } from "../../tree/part.ts";

/** A station, or the nodes of one that serve the same requests. */
export interface FoldedNode
  extends Omit<
    NodePart,
    "perReplica" | "shards" | "readReplicas" | "replication" | "primaryReads"
  > {
  /** Share of the servers that is left when the node is full (replication takes the rest). */
  readonly capacity: number;
  /** Equal nodes among which the requests are dealt out, and what is left to chance (`Dealing`). */
  readonly copies: number;
  readonly byChance: Share;
}

export interface FoldedPool extends Pick<PoolPart, "kind" | "name" | "held" | "acquireTimeOut"> {
  /** Places of one line. */
  readonly places: number;
  /** Lines of one copy, those of the API replicas, around what they share. */
  readonly lines: number;
  readonly copies: number;
  readonly byChance: Share;
  /** Replicas of the API, which share overload. */
  readonly replicas: number;
  readonly inside: readonly FoldedPart[];
}

export type FoldedPart = FoldedNode | FoldedPool;
