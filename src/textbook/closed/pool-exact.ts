/**
 * The pool around inner stations as an exact Markov chain, for small systems.
 *
 * Users think (exponential), take one of c places or wait for one, go through the inner stations
 * one after the other (each first come, first served, exponential, its own servers) and give the
 * place back. The measure of the error of `pool`.
 */

import { requireCount, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { nth } from "../element.ts";
import { markovChain } from "../markov-chain.ts";

export interface ExactPool {
  /** Mean think time, > 0. */
  readonly thinkTime: Seconds;
  readonly places: number;
  /** Inner stations in the order of the visit. */
  readonly inside: readonly { readonly servers: number; readonly serviceTime: Seconds }[];
}

export interface ExactPoolSolution {
  readonly throughput: PerSecond;
  readonly responseTime: Seconds;
  readonly poolWait: Seconds;
  readonly placesUsed: number;
}

/**
 * Solves the pool exactly, up to 3000 states: (users) × (spreads of c users over the stations).
 * O(states³) at worst. Source: of the elimination, see `markovChain`.
 *
 * @throws RangeError if a number is out of range or there are more than 3000 states
 */
export function poolExact(system: ExactPool, users: number): ExactPoolSolution {
  const N = requireCount("users", users);
  const c = requireCount("places", system.places);
  const Z = requirePositive("thinkTime", system.thinkTime);
  const { inside } = system;
  if (inside.length === 0) throw new RangeError("inside must hold at least one station, got none");
  for (const [k, station] of inside.entries()) {
    requireCount(`inside[${k}].servers`, station.servers);
    requirePositive(`inside[${k}].serviceTime`, station.serviceTime);
  }
  // A state: how many wait for a place, then how many are at each inner station.
  const { states, probabilities } = markovChain<readonly number[]>({
    start: [0, ...inside.map(() => 0)],
    key: (state) => state.join(),
    transitions: function* (state) {
      const present = state.reduce((a, b) => a + b, 0);
      const [waiting = 0] = state;
      if (present < N) {
        yield [moved(state, -1, present < c ? 1 : 0), (N - present) / Z];
      }
      for (const [k, { servers, serviceTime }] of inside.entries()) {
        const here = nth(state, k + 1);
        if (here === 0) continue;
        const rate = Math.min(here, servers) / serviceTime;
        if (k + 1 < inside.length) yield [moved(state, k + 1, k + 2), rate];
        else if (waiting === 0) yield [moved(state, k + 1, -1), rate];
        else yield [moved(moved(state, k + 1, -1), 0, 1), rate];
      }
    },
  });
  let present = 0;
  let waiting = 0;
  for (const [i, state] of states.entries()) {
    const p = nth(probabilities, i);
    present += p * state.reduce((a, b) => a + b, 0);
    waiting += p * nth(state, 0);
  }
  let throughput = 0;
  const first = inside[0] as ExactPool["inside"][number];
  for (const [i, state] of states.entries()) {
    throughput +=
      (nth(probabilities, i) * Math.min(nth(state, 1), first.servers)) / first.serviceTime;
  }
  return {
    throughput,
    responseTime: present / throughput,
    poolWait: waiting / throughput,
    placesUsed: present - waiting,
  };
}

/** One user from a place of the state to another; -1 is outside. */
function moved(state: readonly number[], from: number, to: number): readonly number[] {
  return state.map((n, i) => n + (i === to ? 1 : 0) - (i === from ? 1 : 0));
}
