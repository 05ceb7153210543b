import type { EndpointKind } from "../../platform/platform.ts";
import type { PartOf } from "../../platform/tree/part.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { SimulatedAutoscaler, SimulatedIncident } from "../dynamics/platform-dynamics.ts";
import type { TimeLaw } from "../engine/time-law.ts";

/**
 * A platform as the simulator runs it: plain data, every number known.
 *
 * A request is sent by a client, passes the circuit breaker and the rate limit, is dealt to an
 * API replica in turn, and walks the tree of stations and pools as its class does: in order, in
 * rounds where a station or a pool is visited more than once, a pool held over what is inside.
 */
export interface SimulatedPlatform {
  /** What clients send, with their mix; at least one. */
  readonly endpoints: readonly SimulatedEndpoint[];
  /** Requests that do the same work; at least one of each endpoint. */
  readonly classes: readonly SimulatedClass[];
  /** Stations and the pools around them. */
  readonly parts: readonly SimulatedPart[];
  /** API replicas, requests dealt to them in turn; 1 by default. */
  readonly apiReplicas?: number;
  readonly autoscale?: SimulatedAutoscaler;
  /** Pause of a user between an answer and the next request; closed load only. */
  readonly thinkTime: TimeLaw;
  /**
   * Users who keep a pace instead of pausing: each sends this long after his last round began,
   * or at once when he is late. Those there at time 0 begin spread evenly over the first period.
   */
  readonly pace?: Seconds;
  /** What the clients do; by default they wait for ever and never try again. */
  readonly clients?: SimulatedClients;
  /** Token bucket in front of the API; the excess is refused at once (429). */
  readonly rateLimit?: SimulatedRateLimit;
  /** Most requests on the platform at once; what comes beyond fails at once. */
  readonly requestLimit?: number;
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
  /** Reads may go to read replicas, writes go to the primary; of a mixed endpoint its classes say. */
  readonly kind: EndpointKind;
  /** Requests that fail after their work for reasons that have nothing to do with load. */
  readonly errorShare?: Share;
  /** Commits that fail; by default none does. */
  readonly deadlock?: SimulatedDeadlock;
  /**
   * What the requests ask for: then only keys that were fetched are hits. A class of hits that
   * finds its key missing goes the way of the first class without hits.
   */
  readonly keys?: SimulatedKeys;
}

export interface SimulatedClass {
  /** Index of its endpoint. */
  readonly endpoint: number;
  /** Of the endpoint's requests; they sum to 1. */
  readonly share: Share;
  /** Answered by a cache. */
  readonly hit: boolean;
  /** Whether its requests of a mixed endpoint only read; absent: no. */
  readonly reads?: boolean;
}

/** What a class does at a station. */
export interface SimulatedWork {
  /** Work of one visit on an idle node. */
  readonly time: TimeLaw;
  /** Visits of one request, a whole number. */
  readonly visits: number;
}

export type SimulatedPart = PartOf<SimulatedWork>;

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

/** Causes on platforms with incidents, deadlocks or a limit of requests only. */
export const faultCauses = ["unavailable", "deadlock", "full"] as const;

/**
 * `unavailable`: a replica broke down, or none serves; `deadlock`: the last commit failed, too;
 * `full`: as many requests as the platform takes are there.
 */
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
