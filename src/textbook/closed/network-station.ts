/** A station of a closed network of one class, and the time it takes. */
import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import { at } from "../element.ts";
import { type RateLaw, readRates } from "./rate-law.ts";

interface Visited {
  readonly name?: string;
  /** Mean visits V to the station per request, default 1. */
  readonly visits?: number;
}

/** A station where nobody waits for anybody: network transfer, a sleep, a remote call. */
export interface DelayStation extends Visited {
  readonly kind: "delay";
  /** Mean time S of one visit. */
  readonly serviceTime: Seconds;
}

/** A station with one queue and c equal servers, default 1. */
export interface QueueStation extends Visited {
  readonly kind: "queue";
  /** Mean service time S of one visit. */
  readonly serviceTime: Seconds;
  readonly servers?: number;
}

/** A station whose speed depends on the number of users present, in completed visits/s. */
export interface LoadDependentStation extends Visited {
  readonly kind: "loadDependent";
  readonly rates: RateLaw;
}

export type NetworkStation = DelayStation | QueueStation | LoadDependentStation;

/**
 * Mean time per request with nobody else around, V·S.
 *
 * @throws RangeError unless servers are a whole number ≥ 1, visits ≥ 0, times and rates > 0
 */
export function demandOf(station: NetworkStation): Seconds {
  const visits = requireNonNegative("visits", station.visits ?? 1);
  if (station.kind === "loadDependent") {
    const { rates } = readRates(station.rates, 1);
    return visits / at(rates, 1);
  }
  if (station.kind === "queue") requireCount("servers", station.servers ?? 1);
  return visits * requirePositive("serviceTime", station.serviceTime);
}
