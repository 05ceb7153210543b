import type { LoadProfile } from "../simulation/load-profile.ts";
import type {
  SimulatedBreaker,
  SimulatedClients,
  SimulatedRateLimit,
} from "../simulation/simulated-platform.ts";
import type { Seconds } from "../units.ts";

/** What a load does over time. */
export const loadShapes = ["steady", "ramp", "spike", "steps"] as const;
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

/** What a profile changes of the platform. */
export interface Controls {
  readonly clients?: SimulatedClients;
  readonly rateLimit?: SimulatedRateLimit;
  readonly circuitBreaker?: SimulatedBreaker;
  /** A request that has waited this long for a connection fails. */
  readonly acquireTimeOut?: Seconds;
}

/** Steps of a time series, at most: a chart has not many more pixels. */
const MOST_BUCKETS = 600;

/** A whole number of seconds to a step, so that a series has at most 600 of them. */
export function bucketFor(duration: Seconds): Seconds {
  return Math.max(1, Math.ceil(duration / MOST_BUCKETS));
}
