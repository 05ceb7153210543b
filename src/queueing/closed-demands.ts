import { requireCount, requireNonNegative } from "../require.ts";
import type { Seconds } from "../units.ts";

/** What a request asks of one station, all its visits together. */
export interface StationDemand {
  /** Service demand D = V·S, 0 or more. */
  readonly demand: Seconds;
  /** How many equal servers of fixed rate share one queue, or a delay, where nobody waits. */
  readonly servers: number | "delay";
}

/** A closed system of one class, by its demands alone: all that bounds need. */
export interface ClosedDemands {
  readonly stations: readonly StationDemand[];
  /** Mean think time Z between a reply and the user's next request, 0 or more. */
  readonly thinkTime: Seconds;
}

/** Throughput X and response time R lie between these, for a given number of users. */
export interface ClosedBounds {
  readonly throughput: { readonly lower: number; readonly upper: number };
  readonly responseTime: { readonly lower: Seconds; readonly upper: Seconds };
}

/** A closed system reduced to what the formulas of bounds are written in. */
export interface DemandSums {
  /** Demands of the stations with a queue, those above 0. */
  readonly queueing: readonly { readonly demand: Seconds; readonly servers: number }[];
  /** Their sum. */
  readonly queueingTotal: Seconds;
  /** Sum of the demands at delays. */
  readonly delay: Seconds;
  readonly thinkTime: Seconds;
  /** Largest demand for each server, D/c: one over the highest throughput possible. */
  readonly largest: Seconds;
}

/**
 * Checks a closed system and sums its demands. O(stations) time.
 *
 * @throws RangeError unless demands and think time are 0 or more, servers are whole numbers,
 *   1 or more, or "delay", and some station with a queue has a demand above 0
 */
export function sumDemands(system: ClosedDemands): DemandSums {
  const thinkTime = requireNonNegative("thinkTime", system.thinkTime);
  const queueing: { demand: Seconds; servers: number }[] = [];
  let delay = 0;
  for (const [i, station] of system.stations.entries()) {
    const demand = requireNonNegative(`stations[${i}].demand`, station.demand);
    if (station.servers === "delay") {
      delay += demand;
      continue;
    }
    const servers = requireCount(`stations[${i}].servers`, station.servers);
    if (demand > 0) {
      queueing.push({ demand, servers });
    }
  }
  if (queueing.length === 0) {
    throw new RangeError("stations must hold one with a queue and a demand above 0, got none");
  }
  return {
    queueing,
    queueingTotal: queueing.reduce((sum, { demand }) => sum + demand, 0),
    delay,
    thinkTime,
    largest: queueing.reduce((most, { demand, servers }) => Math.max(most, demand / servers), 0),
  };
}

/**
 * The demands of single servers, for bounds that hold for those (and delays) alone: several
 * servers overtake them while no more users are present than servers.
 *
 * @throws RangeError as `sumDemands` does, and where a station has several servers
 */
export function sumSingleServerDemands(system: ClosedDemands): DemandSums {
  const several = system.stations.findIndex(
    ({ servers }) => servers !== "delay" && Number.isSafeInteger(servers) && servers > 1,
  );
  if (several >= 0) {
    throw new RangeError(
      `stations[${several}].servers must be 1 or "delay" for this bound, ` +
        `got ${system.stations[several]?.servers}: use the asymptotic bounds`,
    );
  }
  return sumDemands(system);
}

/**
 * Both bounds from those of throughput: R = N/X − Z turns them round, and is kept from falling
 * below the sum of demands, which rounding of that difference could do.
 */
export function boundsOfThroughput(
  sums: DemandSums,
  users: number,
  lower: number,
  upper: number,
): ClosedBounds {
  const alone = sums.queueingTotal + sums.delay;
  return {
    throughput: { lower, upper },
    responseTime: {
      lower: Math.max(alone, users / upper - sums.thinkTime),
      upper: Math.max(alone, users / lower - sums.thinkTime),
    },
  };
}
