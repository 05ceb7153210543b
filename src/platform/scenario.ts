/** A scenario: named levers, pulled together, on the platform that was measured. */
import type { PlatformLever } from "./levers/pull-levers.ts";

export type LeverName = PlatformLever["name"];

/**
 * What an expression such as "2 * pool.size" may refer to: the platform as it is. Null: this
 * platform has none (no pool of workers, no rate limit).
 */
export interface LeverBase {
  /** Connections of one pool, as the pool is counted: per node, per API replica or in total. */
  readonly "pool.size": number | null;
  /** Workers of one pool, as it is counted. */
  readonly "api.workers": number | null;
  readonly "api.replicas": number | null;
  /** Servers of one database node. */
  readonly "db.cores": number | null;
  readonly "db.readReplicas": number | null;
  readonly shards: number | null;
  /** Seconds. */
  readonly thinkTime: number | null;
  /** Requests per second. */
  readonly rateLimit: number | null;
}

export interface Lever {
  readonly name: LeverName;
  /** As the planner wrote it, e.g. "2 * pool.size" or "125 req/s"; "on" for a pooler. */
  readonly text: string;
  /**
   * The lever's new value: connections, workers, cores, replicas, shards, hit share of the cache,
   * factor on demand, visits, mix or contention, req/s or seconds; 1 for a pooler, which is there
   * or not. A function, since the pool size of the base may be unknown and "2 * pool.size"
   * differs from one plausible platform to the next.
   *
   * @throws RangeError where the base has none of what the value refers to
   */
  readonly value: (base: LeverBase) => number;
  /** Glob over "METHOD /path" that cache, demand, visits and mix act on; every endpoint without it. */
  readonly endpoints?: string;
}

export interface Scenario {
  /** File name without its ending, or "set" for levers from the command line. */
  readonly name: string;
  readonly title: string;
  /** The sentence or ticket that it stands for; empty where none is given. */
  readonly source: string;
  /** Hours of work to get there; null where nobody has said. */
  readonly cost: number | null;
  readonly levers: readonly Lever[];
}
