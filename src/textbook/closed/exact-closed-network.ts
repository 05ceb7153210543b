/**
 * A single-class closed network solved as a Markov chain of its populations, for checks.
 *
 * Shares no formula with convolution or mean-value analysis: only rates. Requests wander from
 * think and stations to the next at random in proportion to the visits, which gives every
 * station its visits V per think; in a product-form network the route changes nothing else.
 */

import { requireCount, requirePositive } from "../../require.ts";
import { at, nth, rowAt } from "../element.ts";
import { markovChain } from "../markov-chain.ts";
import type { ClosedNetwork, ClosedNetworkSolution } from "./closed-network.ts";
import { readRates } from "./rate-law.ts";

/**
 * Solves the network exactly through its Markov chain: some hundred states, so a few stations
 * and ten users or so; O(states³) at worst.
 *
 * Source: Baskett, Chandy, Muntz & Palacios, JACM 22(2), 1975, for what the route may not change.
 *
 * @throws RangeError if a number is out of range, thinkTime is 0, or the chain has more than
 *   3000 states
 */
export function exactClosedNetwork(network: ClosedNetwork, users: number): ClosedNetworkSolution {
  const N = requireCount("users", users);
  const Z = requirePositive("thinkTime", network.thinkTime);
  const visits = [1, ...network.stations.map((s) => s.visits ?? 1)];
  const allVisits = visits.reduce((a, b) => a + b, 0);
  const rates = [
    Float64Array.from({ length: N + 1 }, (_, j) => j / Z),
    ...network.stations.map((station) => {
      if (station.kind === "loadDependent") return readRates(station.rates, N).rates;
      const c = station.kind === "delay" ? N : (station.servers ?? 1);
      return Float64Array.from({ length: N + 1 }, (_, j) => Math.min(j, c) / station.serviceTime);
    }),
  ];

  const { states, probabilities } = markovChain<readonly number[]>({
    start: visits.map((_, i) => (i === 0 ? N : 0)),
    key: (state) => state.join(),
    transitions: function* (state) {
      for (const [i, present] of state.entries()) {
        if (present === 0) continue;
        const rate = at(rowAt(rates, i), present);
        for (const [j, V] of visits.entries()) {
          if (V === 0 || i === j) continue;
          const next = state.map((n, k) => n + (k === j ? 1 : 0) - (k === i ? 1 : 0));
          yield [next, (rate * V) / allVisits];
        }
      }
    },
  });

  const mean = (value: (state: readonly number[]) => number) =>
    states.reduce((sum, state, i) => sum + nth(probabilities, i) * value(state), 0);
  const throughput = mean((state) => nth(state, 0) / Z);
  const stations = network.stations.map((station, k) => {
    const present = (state: readonly number[]) => nth(state, k + 1);
    const queueLength = mean(present);
    const servers = station.kind === "queue" ? (station.servers ?? 1) : 1;
    return {
      throughput: mean((state) => at(rowAt(rates, k + 1), present(state))),
      residenceTime: queueLength / throughput,
      queueLength,
      utilization:
        station.kind === "delay"
          ? queueLength
          : mean((s) => Math.min(present(s), servers) / servers),
    };
  });
  const responseTime = stations.reduce((sum, station) => sum + station.residenceTime, 0);
  return { users: N, throughput, responseTime, stations };
}
