import type { PerSecond, Seconds, Share } from "../units.ts";

/**
 * The first platform model: N users think, call the API, and queue for a connection pool that
 * encloses the database.
 *
 * Plain numbers, so that a draw of a posterior is one of these and a lever changes one or two
 * of them. Where a comment says "assumed", load-test totals cannot tell the value: it is
 * varied over its prior and every result that rests on it says so.
 */
export interface PoolModel {
  /** Think time Z: mean pause between a reply and the user's next request. */
  readonly thinkTime: Seconds;
  /** Time of a request outside the pool, in the API; no queue there. Assumed. */
  readonly apiTime: Seconds;
  /** Pool size c ≥ 1: requests that hold a connection at once. A fraction is allowed, since an unknown c is sampled. */
  readonly poolSize: number;
  /** Mean hold S of one connection by one request that has the platform to itself. */
  readonly serviceTime: Seconds;
  /** Requests B that the resource inside the pool serves at full speed (database cores, as a rule); it is shared beyond. */
  readonly innerServers: number;
  /** σ inside the hold: share by which each further request at work slows the others. Grows when the pool grows. */
  readonly contention: number;
  /** σ of overload: share by which each further request present, waiting ones too, slows the platform. Does not care about the pool. */
  readonly overloadContention: number;
  /** κ of overload: the same, quadratic in the requests present. */
  readonly overloadCoherency: number;
  /** Standard deviation of the logarithm of a capacity that drifts slowly compared with one request (background work, garbage collection, neighbors). */
  readonly capacityVariation: number;
  /** Coefficient of variation of a request's own work: its time on an idle platform. */
  readonly holdVariation: number;
  /** Coefficient of variation of the delay that sharing and repeated visits to the pool add: heavy endpoints wait more. */
  readonly delayVariation: number;
  /** Requests in process that delay one another in proportion to their work; beyond them is one first-come-first-served queue where all wait alike. At least c; equal to c in the classical model. */
  readonly sharedLimit: number;
  /** Errors that do not depend on load. */
  readonly backgroundErrorRate: Share;
  /** Requests that take longer than this fail; null where no error grows with load. */
  readonly timeOut: Seconds | null;

  /** Which resource sets the ceiling: what the B servers are, or the pool itself. Assumed: totals of a load test look the same. */
  readonly ceiling: "database" | "api" | "pool";
  /** API replicas r that share the overload. */
  readonly apiReplicas: number;
  /** Read replicas beside the primary database. */
  readonly readReplicas: number;
  /** Share of the database work that a read replica could do. */
  readonly readShare: Share;
  /** Factor on the odds of what `cache` and `demand` take the work of the named endpoints to be. Assumed: work is read off response times. */
  readonly workOdds: number;
  /** Share of requests answered without pool or database (a cache hit). */
  readonly bypassShare: Share;
  /** What such a request takes. */
  readonly bypassTime: Seconds;
  /** Requests per second admitted; the excess is refused at once and the user thinks again. Null without a limit. */
  readonly rateLimit: PerSecond | null;
}
