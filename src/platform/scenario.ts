/** A scenario: named levers, pulled together, on the platform that was measured. */

export type LeverName =
  | "pool.size"
  | "api.replicas"
  | "db.readReplicas"
  | "cache"
  | "demand"
  | "rateLimit"
  | "thinkTime";

/** What an expression such as "2 * pool.size" may refer to: the platform as it is. */
export interface LeverBase {
  readonly "pool.size": number;
  readonly "api.replicas": number;
  readonly "db.readReplicas": number;
  /** Seconds. */
  readonly thinkTime: number;
}

export interface Lever {
  readonly name: LeverName;
  /** As the planner wrote it, e.g. "2 * pool.size" or "125 req/s". */
  readonly text: string;
  /**
   * The lever's new value: connections, replicas, hit share of the cache, factor on the
   * demand, req/s or seconds. A function, since the pool size of the base may be unknown
   * and "2 * pool.size" differs from one plausible platform to the next.
   */
  readonly value: (base: LeverBase) => number;
  /** Glob over "METHOD /path" that `cache` and `demand` act on; every endpoint without it. */
  readonly endpoints?: string;
}

export interface Scenario {
  /** File name without its ending, or "set" for levers from the command line. */
  readonly name: string;
  readonly title: string;
  readonly levers: readonly Lever[];
}
