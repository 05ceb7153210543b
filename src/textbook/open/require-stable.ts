import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { spareServers } from "./spare-servers.ts";

/** A station of equal servers that requests reach from outside. */
export interface OpenStation {
  /** Arrival rate λ; 0 or more. */
  readonly arrivalRate: PerSecond;
  /** Mean service time S of one request, above 0. */
  readonly serviceTime: Seconds;
  /** Servers c working in parallel: cores, connections, replicas. */
  readonly servers: number;
}

/** What every formula of an open station starts from. */
export interface StableLoad {
  /** Offered load a = λ·S, the mean number of busy servers. */
  readonly offeredLoad: number;
  /** c - a, above 0; exact even where a is within 1e-9 of c. */
  readonly spare: number;
}

/**
 * Checks an open station and that it can keep up: λ·S < c. Otherwise the queue grows
 * without end and no steady state exists, so no number would be right.
 *
 * @param name of the station, for the message
 * @throws RangeError unless λ ≥ 0, S > 0, c is a whole number ≥ 1 and λ·S < c; the last
 *   one names the servers it would take and the rate it can bear
 */
export function requireStable(station: OpenStation, name = "station"): StableLoad {
  const rate = requireNonNegative("arrivalRate", station.arrivalRate);
  const S = requirePositive("serviceTime", station.serviceTime);
  const c = requireCount("servers", station.servers);
  const spare = spareServers(c, rate, S);
  if (!(spare > 0)) throw new RangeError(overloaded(name, rate, S, c));
  return { offeredLoad: rate * S, spare };
}

/**
 * The message for an open station that cannot keep up, with the two ways out.
 *
 * @param rate visits per second, S their mean service time, c the servers it has
 */
export function overloaded(name: string, rate: PerSecond, S: Seconds, c: number): string {
  // Where rounding hides which side of a whole number λ·S lies on, c itself was refused already.
  const needed = Math.max(c, Math.floor(rate * S)) + 1;
  const short = (x: number) => String(Number(x.toPrecision(6)));
  return (
    `${name} needs at least ${needed} servers at ${short(rate)} req/s with a service time of ` +
    `${short(S)} s, has ${c}: the queue would grow without end; add servers, or keep ` +
    `arrivals below ${short(c / S)} req/s`
  );
}
