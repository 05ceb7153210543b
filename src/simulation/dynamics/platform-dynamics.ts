import type { Seconds } from "../../units.ts";

/** What changes on a platform while it runs: replicas that come and go, parts that break down. */

/**
 * Adds API replicas while a figure is above a threshold and takes them away while it is below
 * another. A new replica brings workers or cores and, where each replica has pools, its own. One
 * taken away gets no more requests and ends those it has.
 */
export interface SimulatedAutoscaler {
  /**
   * `users`: users over replicas. `utilization`: share of the workers or cores of the replicas
   * that serve, over the last `every`, times those that serve over all. Replicas that are
   * starting count in both, so that none is asked for twice.
   */
  readonly measure: "users" | "utilization";
  /** Above this figure a step of replicas is added. */
  readonly above: number;
  /** Below this one a replica is taken away; less than `above`, and 0, never, by default. */
  readonly below?: number;
  /** Replicas added at a time; 1 by default. */
  readonly step?: number;
  /** Fewest and most replicas; the platform starts with `api.replicas` of them. 1 by default. */
  readonly least?: number;
  readonly most: number;
  /** From the decision until the new replica serves. */
  readonly delay: Seconds;
  /** Least time between two decisions that change something; 0 by default. */
  readonly coolDown?: Seconds;
  /** Time between two looks at the figure; 15 s by default, as in Kubernetes. */
  readonly every?: Seconds;
}

/**
 * `apiDown`, `readReplicaDown`: a replica is down from one time until another, for ever by
 * default. Work there is lost: the request fails as `unavailable`, or is sent once more to one of
 * the others (`rerouted`), where it begins anew. Queries of an API replica that is down go on in
 * the database to their end, for nobody. Replicas are counted from 1, read replicas shard by
 * shard; without a read replica left the primary reads.
 *
 * `cacheLost`: the caches that have keys are empty and fill again as keys are fetched.
 */
export type SimulatedIncident =
  | {
      readonly kind: "apiDown" | "readReplicaDown";
      readonly replica: number;
      readonly from: Seconds;
      readonly to?: Seconds;
      /** `lost` by default. */
      readonly work?: "lost" | "rerouted";
    }
  | {
      readonly kind: "cacheLost";
      readonly at: Seconds;
      /** Name of the one endpoint whose cache it is; all by default. */
      readonly endpoint?: string;
    };
