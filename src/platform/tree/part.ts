/**
 * The tree that is solved and simulated: nodes (servers) with pools around them. API replicas,
 * read replicas and shards are kept apart in it; the solver folds them afterwards.
 */
import type { Seconds } from "../../units.ts";
import type { Discipline } from "../discipline.ts";
import type { SlowdownLaw } from "../slowdown-law.ts";

/** What a class does at a node. */
export interface ClassWork {
  /** Mean service time of one visit on an idle node. */
  readonly service: Seconds;
  readonly visits: number;
  /** Coefficient of variation of one visit. */
  readonly variation: number;
}

/** A station with all its nodes; `Work` is what a class does there, null if it does not come. */
export interface NodePartOf<Work> extends SlowdownLaw {
  readonly kind: "node";
  readonly name: string;
  readonly role: "api" | "database" | "other";
  readonly discipline: "delay" | Discipline;
  /** Servers of one node. */
  readonly servers: number;
  /** Whether each API replica brings nodes of its own. */
  readonly perReplica: boolean;
  /** Copies that split the requests by key, each a primary with its read replicas. */
  readonly shards: number;
  /** Nodes besides each primary that take over the reads. */
  readonly readReplicas: number;
  /** Share of a write's demand that each read replica has to repeat. */
  readonly replication: number;
  /** Whether the primary takes its turn with reads though there are read replicas. */
  readonly primaryReads: boolean;
  /** Which requests overload counts. */
  readonly overloadCounts: "platform" | "queues";
  /** Of the delay that sharing adds; null: in proportion to the work. */
  readonly delayVariation: number | null;
  /** Slow drift of the capacity: deviation of its logarithm. */
  readonly drift: number;
  /** Connections that one node accepts, Infinity without a limit. */
  readonly mostConnections: number;
  /** By class. */
  readonly work: readonly (Work | null)[];
}

export interface PoolPartOf<Work> {
  readonly kind: "pool";
  readonly name: string;
  readonly role: "workers" | "connections" | "other";
  /** Places of one pool. */
  readonly size: number;
  /** Whether each API replica brings a pool of this size. */
  readonly perReplica: boolean;
  /** Whether each node of the stations inside has a pool of this size. */
  readonly perNode: boolean;
  /** Shards, and read replicas of each, that have pools of their own; 1 and 0 if not `perNode`. */
  readonly shards: number;
  readonly readReplicas: number;
  /** As of the nodes inside. */
  readonly primaryReads: boolean;
  readonly held: "request" | "visit";
  readonly acquireTimeOut: Seconds | null;
  readonly inside: readonly PartOf<Work>[];
}

export type PartOf<Work> = NodePartOf<Work> | PoolPartOf<Work>;

export type NodePart = NodePartOf<ClassWork>;
export type PoolPart = PoolPartOf<ClassWork>;
export type Part = PartOf<ClassWork>;
