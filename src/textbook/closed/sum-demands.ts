import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { ClosedNetwork } from "./closed-network.ts";

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
 * Checks a closed network and sums its demands D = V·S, all that bounds need. Exact,
 * O(stations) time.
 *
 * @throws RangeError unless visits and think time are 0 or more, service times above 0, servers
 *   whole numbers, 1 or more, and some queue has a demand above 0; or where a station is
 *   load-dependent, since no bound here holds for those
 */
export function sumDemands(network: ClosedNetwork): DemandSums {
  const thinkTime = requireNonNegative("thinkTime", network.thinkTime);
  const queueing: { demand: Seconds; servers: number }[] = [];
  let delay = 0;
  for (const [i, station] of network.stations.entries()) {
    if (station.kind === "loadDependent") {
      throw new RangeError(
        `stations[${i}].kind must be "queue" or "delay" for bounds, got "loadDependent"; ` +
          "closedNetwork solves it exactly",
      );
    }
    const demand =
      requireNonNegative(`stations[${i}].visits`, station.visits ?? 1) *
      requirePositive(`stations[${i}].serviceTime`, station.serviceTime);
    if (station.kind === "delay") {
      delay += demand;
      continue;
    }
    const servers = requireCount(`stations[${i}].servers`, station.servers ?? 1);
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
export function sumSingleServerDemands(network: ClosedNetwork): DemandSums {
  for (const [i, station] of network.stations.entries()) {
    const servers = station.kind === "queue" ? (station.servers ?? 1) : 1;
    if (Number.isSafeInteger(servers) && servers > 1) {
      throw new RangeError(
        `stations[${i}].servers must be 1 for this bound, got ${servers}: ` +
          "use the asymptotic bounds",
      );
    }
  }
  return sumDemands(network);
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
