import type { SlowdownLaw } from "../../platform/slowdown-law.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { SimulatedAutoscaler, SimulatedIncident } from "../dynamics/platform-dynamics.ts";
import type { TimeLaw } from "../engine/time-law.ts";

/**
 * A platform as the simulator runs it: plain data, every number known.
 *
 * A request is sent by a client, passes the circuit breaker and the rate limit, takes an API
 * worker, works there, and, unless a cache answers it, waits for a connection of the pool,
 * works in the database and under a lock, if there is one, gives the connection back, and is
 * answered.
 */
export interface SimulatedPlatform {
  /** Classes of requests with their mix; at least one. */
  readonly endpoints: readonly SimulatedEndpoint[];
  /** Pause of a user between an answer and the next request; closed load only. */
  readonly thinkTime: TimeLaw;
  /**
   * Users who keep a pace instead of pausing: each sends this long after his last round began,
   * or at once when he is late. Those there at time 0 begin spread evenly over the first period.
   */
  readonly pace?: Seconds;
  readonly api: SimulatedApi;
  /** Null where nothing limits the requests that work in the database. */
  readonly pool: SimulatedPool | null;
  readonly database: SimulatedDatabase;
  /** A further station that visits work at after the database, their connections held. */
  readonly lock?: SimulatedLock;
  /** What the clients do; by default they wait for ever and never try again. */
  readonly clients?: SimulatedClients;
  /** Token bucket in front of the API; the excess is refused at once (429). */
  readonly rateLimit?: SimulatedRateLimit;
  /** The same for each user of a closed load, asked before the limit of all. */
  readonly userRateLimit?: SimulatedRateLimit;
  readonly circuitBreaker?: SimulatedBreaker;
  /** What breaks down, and when. */
  readonly incidents?: readonly SimulatedIncident[];
}

export interface SimulatedEndpoint {
  readonly name: string;
  /** Share of the mix, in any unit. */
  readonly weight: number;
  /** Reads may go to read replicas, writes go to the primary. */
  readonly kind: "read" | "write";
  /** Work in the API. */
  readonly apiTime: TimeLaw;
  /** Work of one visit to the database, on an idle node. */
  readonly databaseTime: TimeLaw;
  /** Work of one visit under the lock; without it the endpoint passes the lock by. */
  readonly lockTime?: TimeLaw;
  /** Visits to the database of one request, each with a connection of its own; 1 by default. */
  readonly visits?: number;
  /** Requests that a cache answers: they touch neither pool nor database. */
  readonly cache?: SimulatedCache;
  /** Requests that fail after their work for reasons that have nothing to do with load. */
  readonly errorShare?: Share;
  /** Commits that fail; by default none does. */
  readonly deadlock?: SimulatedDeadlock;
}

export interface SimulatedCache {
  /** Share of the requests that the cache answers, or, with keys, that it may answer. */
  readonly hitShare: Share;
  readonly time: TimeLaw;
  /** What the requests ask for; then the cache answers for keys that were fetched only. */
  readonly keys?: SimulatedKeys;
}

export interface SimulatedKeys {
  /** Number of keys K; at most a million. */
  readonly count: number;
  /** The k-th key is asked for k^−s times as often as the first; 0, all alike, by default. */
  readonly zipf?: number;
  /**
   * How long an answer is good for once it has been fetched; then all keys are cold at first. By
   * default for ever, and all keys are warm until the cache is lost.
   */
  readonly timeToLive?: Seconds;
}

/** A request whose last commit fails makes all its visits again, its worker held meanwhile. */
export interface SimulatedDeadlock {
  /** Share of the commits that fail. */
  readonly share: Share;
  /** Times that one request tries again before it fails as `deadlock`; at most 255. */
  readonly retries: number;
  /** Pause before the first of them, without a connection. */
  readonly backOff: Seconds;
  /** Each further pause is this many times the one before; 2 by default. */
  readonly factor?: number;
}

export interface SimulatedApi {
  /**
   * `fifo`: workers, each held by one request until its answer, through the waits for a
   * connection and the database. `ps`: cores shared by all that work in the API at the moment
   * (asynchronous). `delay`: no queue.
   */
  readonly discipline: "fifo" | "ps" | "delay";
  /** Workers or cores of each replica; not used by `delay`. */
  readonly servers: number;
  /** Replicas, requests dealt to them in turn; 1 by default. */
  readonly replicas?: number;
  readonly slowdown?: Partial<SlowdownLaw>;
  readonly autoscale?: SimulatedAutoscaler;
}

export interface SimulatedPool {
  /** Connections c; waiting requests are served in their order. */
  readonly size: number;
  /** Whether each database node has one pool or each API replica has one for each node; `node` by default. */
  readonly per?: "node" | "replica";
  /** Whether one pool leads to all nodes instead; not by default. */
  readonly sharedByNodes?: boolean;
  /** A request that has waited this long gets an error instead; for ever by default. */
  readonly acquireTimeOut?: Seconds;
  /**
   * Whether each visit takes a connection of its own (transaction pooling) or a request keeps
   * its first one to its last visit; `visit` by default. A commit that fails gives it back.
   */
  readonly held?: "visit" | "request";
}

export interface SimulatedDatabase {
  readonly discipline: "fifo" | "ps" | "delay";
  /** Cores of each node; not used by `delay`. */
  readonly servers: number;
  /** Nodes besides the primary, requests dealt to them in turn; 0 by default. */
  readonly readReplicas?: number;
  /** Whether the primary takes its turn with reads though there are replicas; not by default. */
  readonly primaryReads?: boolean;
  /**
   * Copies of the primary with its read replicas, that split the requests evenly by key; 1 by
   * default. All visits of a request go to one shard.
   */
  readonly shards?: number;
  readonly slowdown?: Partial<SlowdownLaw>;
}

/** One for the whole platform, whatever nodes the database has. */
export interface SimulatedLock {
  /** `fifo`: one after the other at each server. `ps`: shared by all that are there. */
  readonly discipline: "fifo" | "ps";
  readonly servers: number;
  readonly slowdown?: Partial<SlowdownLaw>;
}

export interface SimulatedClients {
  /** A client that has waited this long gives up; the platform does the work all the same. */
  readonly timeOut?: Seconds;
  readonly retry?: SimulatedRetry;
}

/** Causes that make a request fail on any platform. */
export const failureCauses = [
  "refused",
  "circuitOpen",
  "acquireTimeOut",
  "clientTimeOut",
  "background",
] as const;

/**
 * `refused` by the rate limit (429), `circuitOpen`, `acquireTimeOut` of the pool,
 * `clientTimeOut`, or `background`, an error that does not depend on load.
 */
export type FailureCause = (typeof failureCauses)[number];

/** Causes on platforms with incidents or deadlocks only. */
export const faultCauses = ["unavailable", "deadlock"] as const;

/** `unavailable`: a replica broke down, or none serves; `deadlock`: the last commit failed, too. */
export type FaultCause = (typeof faultCauses)[number];

/** All of them, in the order in which they are counted. */
export const everyCause = [...failureCauses, ...faultCauses] as const;

export interface SimulatedRetry {
  /** Tries of one request in all, the first included; at most 255. */
  readonly attempts: number;
  /** Pause before the second try. */
  readonly backOff: Seconds;
  /** Each further pause is this many times the one before; 2 by default. */
  readonly factor?: number;
  /** Share of the pause that is random: 1 takes it uniformly from 0 to the pause; 1 by default. */
  readonly jitter?: Share;
  /** What is tried again; every cause by default. */
  readonly causes?: readonly (FailureCause | FaultCause)[];
  /** Whether a client waits as long as a refusal asks for; true by default. */
  readonly honorRetryAfter?: boolean;
}

export interface SimulatedRateLimit {
  /** Requests admitted per second in the long run. */
  readonly rate: PerSecond;
  /** Requests admitted at once after a quiet time, at least 1. */
  readonly burst: number;
  /**
   * A client that tries again waits at least this long (Retry-After), or until the next token
   * should be there; 0 by default.
   */
  readonly retryAfter?: Seconds | "nextToken";
}

export interface SimulatedBreaker {
  /** Failures in a row, refused requests aside, that open it. */
  readonly failures: number;
  /** Time open; then one request is let through, whose fate closes or opens it again. */
  readonly recovery: Seconds;
}
