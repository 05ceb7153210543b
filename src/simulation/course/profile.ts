import type { Seconds, Share } from "../../units.ts";
import type { LoadProfile } from "../load/load-profile.ts";
import type {
  SimulatedBreaker,
  SimulatedClients,
  SimulatedRateLimit,
} from "../stations/simulated-platform.ts";

/** What a load does over time. */
export const loadShapes = ["steady", "ramp", "spike", "steps", "points", "history"] as const;
export type LoadShape = (typeof loadShapes)[number];

/** Who sends requests: users who think in between, or arrivals from a crowd without end. */
export type LoadUnit = "users" | "req/s";

/** A load over time, and what clients and platform do about it: one experiment. Plain data. */
export interface Profile {
  readonly title: string;
  readonly shape: LoadShape;
  readonly unit: LoadUnit;
  readonly load: LoadProfile;
  /** Simulated time of each replication. */
  readonly duration: Seconds;
  /** Length of the steps of the time series. */
  readonly bucket: Seconds;
  readonly controls: Controls;
}

/** What a profile changes of the platform; the fields as the simulator names them. */
export interface Controls {
  readonly clients?: SimulatedClients;
  readonly rateLimit?: SimulatedRateLimit;
  readonly circuitBreaker?: SimulatedBreaker;
  /** A request that has waited this long for a connection fails. */
  readonly acquireTimeOut?: Seconds;
  /** The rate limit of each user. */
  readonly userRateLimit?: SimulatedRateLimit;
  readonly autoscale?: Autoscale;
  readonly caches?: readonly TimedCache[];
  readonly incidents?: readonly Incident[];
  readonly deadlock?: Deadlock;
}

/** API replicas that follow the load. */
export interface Autoscale {
  /** Users over replicas, or the share of the workers or cores that is busy. */
  readonly measure: "users" | "utilization";
  readonly above: number;
  readonly below?: number;
  readonly step?: number;
  readonly least?: number;
  readonly most: number;
  readonly delay: Seconds;
  readonly coolDown?: Seconds;
  readonly every?: Seconds;
}

/** Answers of the endpoints that a glob matches, kept for a time. */
export interface TimedCache {
  readonly endpoints: string;
  readonly timeToLive: Seconds;
  /** Different answers there are. */
  readonly count: number;
  readonly zipf?: number;
  /** What a hit takes. */
  readonly time: Seconds;
}

/** Something breaks down, and comes back. */
export type Incident =
  | {
      readonly kind: "apiDown" | "readReplicaDown";
      readonly replica: number;
      readonly from: Seconds;
      readonly to?: Seconds;
      readonly work?: "lost" | "rerouted";
    }
  | { readonly kind: "cacheLost"; readonly at: Seconds };

/** Commits of writes that fail and are tried again inside the request. */
export interface Deadlock {
  readonly share: Share;
  readonly retries: number;
  readonly backOff: Seconds;
  readonly factor?: number;
}

/** Steps of a time series, at most: a chart has not many more pixels. */
const MOST_BUCKETS = 600;

/** A whole number of seconds to a step, so that a series has at most 600 of them. */
export function bucketFor(duration: Seconds): Seconds {
  return Math.max(1, Math.ceil(duration / MOST_BUCKETS));
}
