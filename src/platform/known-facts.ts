/** What a planner knows of a platform beside its measurements, in base units; what is not known is absent. */
import type { Seconds, Share } from "../units.ts";

/** What may set the ceiling of a platform; other: none of the three, as a lock or another service. */
export const limiters = ["database", "api", "pool", "other"] as const;

export type Limiter = (typeof limiters)[number];

/**
 * How an API works on several requests at once: workers (processes, threads) each keep one from beginning to
 * end, waits for the database included; an event loop, or light threads, only while they compute.
 */
export const apiKinds = ["workers", "event-loop"] as const;

export type ApiKind = (typeof apiKinds)[number];

/** Whose a pool of connections is: each instance of the API has its own, or all share one (PgBouncer, a proxy). */
export const poolOwners = ["instance", "all"] as const;

export type PoolOwner = (typeof poolOwners)[number];

export interface KnownFacts {
  /** Connections that one API replica, or all where they share a pool, may hold to one database node, 1 or more. */
  readonly pool?: number;
  /** Connections that such a pool opens beside these when they are in use, 0 or more; 0 unless said. */
  readonly poolOverflow?: number;
  /** Whether these are each instance's own; a known size is that of one instance unless it is said. */
  readonly poolOf?: PoolOwner;
  /** A request that waits so long for one of them fails. */
  readonly acquireTimeOut?: Seconds;
  /** Instances of the API, 1 or more. */
  readonly apiReplicas?: number;
  /** Requests that one of them works on at full speed at once: worker processes, event loops, cores. */
  readonly apiWorkers?: number;
  /** Whether these keep a request while it waits. */
  readonly apiKind?: ApiKind;
  /** Cores of one database node, above 0. */
  readonly dbCores?: number;
  /** Nodes of the database beside the primary that take over the reads, 0 or more. */
  readonly readReplicas?: number;
  /** Of all requests, those that only read. */
  readonly readShare?: Share;
  /** Users' mean pause between a reply and their next request. */
  readonly thinkTime?: Seconds;
  /** A request's own time in the API, without the database and without waiting, over the mix. */
  readonly apiTime?: Seconds;
  /** A request's time at work in an idle database, all its queries together, over the mix. */
  readonly queryTime?: Seconds;
  /** What fills up first when load grows. */
  readonly limitedBy?: Limiter;
  /** The P95, the share of errors or both past which a load counts as broken. */
  readonly redLine?: { readonly p95?: Seconds; readonly errorRate?: Share };
  /** What the database accepts, and who else asks it; not fitted. */
  readonly connections?: {
    /** Most connections that one node of the database accepts. */
    readonly max?: number;
    /** Held by others: migrations, monitoring, other services. */
    readonly others?: number;
    /** Replicas of the API that run beside the old ones while a new version is rolled out; 1 unless said. */
    readonly surge?: number;
  };
  /** How fast load grows, and how soon an added replica helps; not fitted. */
  readonly scaling?: {
    /** From an autoscaler's threshold passed to a replica that serves: metrics, scheduling, start. */
    readonly startTime?: Seconds;
    /** So many users more within so long; else as in the fastest test. */
    readonly users?: number;
    readonly within?: Seconds;
  };
}

export type KnownFact = keyof KnownFacts;
