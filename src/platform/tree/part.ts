/** The tree that is solved: nodes (servers) with pools around them. */
import type { Seconds } from "../../units.ts";
import type { Discipline } from "../discipline.ts";

/** What a class does at a node. */
export interface ClassWork {
  /** Mean service time of one visit on an idle node. */
  readonly service: Seconds;
  readonly visits: number;
  /** Coefficient of variation of one visit. */
  readonly variation: number;
}

/** A station, or the nodes of one that serve the same requests. */
export interface NodePart {
  readonly kind: "node";
  readonly name: string;
  readonly discipline: "delay" | Discipline;
  /** Servers of one node. */
  readonly servers: number;
  /** Share of the servers that is left when the node is full (replication takes the rest). */
  readonly capacity: number;
  /** Equal nodes among which the requests are dealt out. */
  readonly copies: number;
  readonly contention: number;
  readonly coherency: number;
  readonly crowding: number;
  readonly overloadContention: number;
  readonly overloadCoherency: number;
  readonly overloadCounts: "platform" | "queues";
  /** Of the delay that sharing adds; null: in proportion to the work. */
  readonly delayVariation: number | null;
  /** Connections that one node accepts, Infinity without a limit. */
  readonly mostConnections: number;
  /** By class; null: it does not come. */
  readonly work: readonly (ClassWork | null)[];
}

export interface PoolPart {
  readonly kind: "pool";
  readonly name: string;
  /** Places of one copy. */
  readonly places: number;
  readonly copies: number;
  readonly held: "request" | "visit";
  readonly acquireTimeOut: Seconds | null;
  /** Replicas of the API, which share overload. */
  readonly replicas: number;
  readonly inside: readonly Part[];
}

export type Part = NodePart | PoolPart;
