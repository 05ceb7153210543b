/**
 * A closed network solved by merging two stations at a time into one equivalent station.
 *
 * The second path to every answer of the convolution: two stations with j users between them are
 * a birth-death chain, whose throughput for every j is the rate of one station in their place
 * (Chandy, Herzog & Woo, IBM J. Res. Dev. 19(1), 1975). Merged until one station faces the rest.
 */

import { requireCount, requireNonNegative } from "../../require.ts";
import type { PerSecond } from "../../units.ts";
import { birthDeath } from "../birth-death.ts";
import type { ClosedNetwork, NetworkStation } from "../closed/closed-network.ts";
import { readRates } from "../closed/rate-law.ts";
import { at } from "../element.ts";

export interface AggregatedSolution {
  readonly throughput: PerSecond;
  /** Mean number of users at each station. */
  readonly queueLengths: readonly number[];
}

/**
 * Solves the network for N users, exactly; O(K²·N²), so some hundred users at a few stations.
 *
 * @throws RangeError unless users is a whole number ≥ 1 and thinkTime ≥ 0
 */
export function nortonAggregation(network: ClosedNetwork, users: number): AggregatedSolution {
  const N = requireCount("users", users);
  const Z = requireNonNegative("thinkTime", network.thinkTime);
  const tables = network.stations.map((station) => requestRates(station, N));
  const think = Z > 0 ? Float64Array.from({ length: N + 1 }, (_, j) => j / Z) : undefined;

  let throughput = 0;
  const queueLengths = tables.map((own, k) => {
    if (own === undefined) return 0;
    const others = [think, ...tables.filter((_, i) => i !== k)].filter((t) => t !== undefined);
    const [first, ...more] = others;
    if (first === undefined) {
      throughput = at(own, N);
      return N;
    }
    const rest = more.reduce((merged, table) => {
      const rates = new Float64Array(N + 1);
      for (let n = 1; n <= N; n++) rates[n] = facing(merged, table, n).throughput;
      return rates;
    }, first);
    const faced = facing(own, rest, N);
    throughput = faced.throughput;
    return faced.queueLength;
  });
  return { throughput, queueLengths };
}

/** Two stations with n users between them: throughput, and the mean number at the first. */
function facing(a: Float64Array, b: Float64Array, n: number) {
  const probabilities = birthDeath({
    birthRates: Array.from({ length: n }, (_, k) => at(b, n - k)),
    deathRates: Array.from({ length: n }, (_, k) => at(a, k + 1)),
  });
  let throughput = 0;
  let queueLength = 0;
  for (const [k, p] of probabilities.entries()) {
    throughput += p * at(a, k);
    queueLength += p * k;
  }
  return { throughput, queueLength };
}

/** Requests per second with j users at the station, or nothing where no request comes. */
function requestRates(station: NetworkStation, N: number): Float64Array | undefined {
  const visits = station.visits ?? 1;
  if (visits === 0) return undefined;
  if (station.kind === "loadDependent") {
    return readRates(station.rates, N).rates.map((rate) => rate / visits);
  }
  const c = station.kind === "delay" ? N : (station.servers ?? 1);
  const demand = visits * station.serviceTime;
  return Float64Array.from({ length: N + 1 }, (_, j) => Math.min(j, c) / demand);
}
