/**
 * Several classes at processor-sharing queues as a Markov chain of who is where, for checks.
 *
 * Only rates: a class-r request at a queue of c servers with j present leaves at
 * min(j, c)/j / D_r. Each request visits the stations once, in order.
 */

import type { ClassSolution, MulticlassNetwork } from "../closed/multiclass-network.ts";
import { nth, rowAt } from "../element.ts";
import { markovChain } from "../markov-chain.ts";

/**
 * Solves a small network exactly: think times > 0, up to 3000 states, O(states³) at worst.
 *
 * @throws RangeError as `markovChain`: a think time of 0, or more states
 */
export function exactMulticlass(network: MulticlassNetwork): readonly ClassSolution[] {
  const { classes, stations } = network;
  const R = classes.length;
  // The stops of a class: think (-1), then the stations it visits. A state holds the users of
  // each class at each station, at [k·R + r].
  const stops = classes.map((_, r) => [
    -1,
    ...Array.from(stations.keys()).filter((k) => (stations[k]?.demands[r] ?? 0) > 0),
  ]);
  const usersAt = (state: readonly number[], k: number, r: number) => nth(state, k * R + r);
  const thinking = (state: readonly number[], r: number) =>
    stations.reduce((left, _, k) => left - usersAt(state, k, r), classes[r]?.users ?? 0);
  const { states, probabilities } = markovChain<readonly number[]>({
    start: stations.flatMap(() => classes.map(() => 0)),
    key: (state) => state.join(),
    transitions: function* (state) {
      for (const [r, { thinkTime }] of classes.entries()) {
        const route = rowAt(stops, r);
        for (const [i, from] of route.entries()) {
          const to = nth(route, (i + 1) % route.length);
          const here = from < 0 ? thinking(state, r) : usersAt(state, from, r);
          if (here === 0 || from === to) continue;
          let rate = here / thinkTime;
          if (from >= 0) {
            const { kind, servers = 1, demands } = stations[from] as (typeof stations)[number];
            const present = classes.reduce((sum, _, s) => sum + usersAt(state, from, s), 0);
            const speed = kind === "delay" ? 1 : Math.min(present, servers) / present;
            rate = (here * speed) / nth(demands, r);
          }
          const next = state.map(
            (n, j) =>
              n + (j === to * R + r && to >= 0 ? 1 : 0) - (j === from * R + r && from >= 0 ? 1 : 0),
          );
          yield [next, rate];
        }
      }
    },
  });
  return classes.map(({ users, thinkTime }, r) => {
    const idle = states.reduce((sum, s, i) => sum + nth(probabilities, i) * thinking(s, r), 0);
    const throughput = idle / thinkTime;
    return { throughput, responseTime: throughput === 0 ? 0 : (users - idle) / throughput };
  });
}
