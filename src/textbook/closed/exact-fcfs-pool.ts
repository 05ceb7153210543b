/**
 * Exact answer for classes of unequal service times at a first-come-first-served pool.
 *
 * No product form exists, so the ordered queue itself is the state of a Markov chain: who is in
 * service, and the classes of those who wait, in order. Optionally each request goes on to one
 * processor-sharing station. For small populations; the measure of `multiclassMultiserver`.
 */

import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import { nth } from "../element.ts";
import { markovChain } from "../markov-chain.ts";
import type { ClassSolution } from "./multiclass-network.ts";

export interface FcfsPoolClass {
  readonly users: number;
  /** Mean think time Z, exponential, > 0. */
  readonly thinkTime: Seconds;
  /** Mean time S a request holds a server of the pool, exponential. */
  readonly serviceTime: Seconds;
  /** Demand at the processor-sharing station after the pool, default 0: none. */
  readonly sharedDemand?: Seconds;
}

/** Users of each class in service and at the shared station, and the waiting line. */
interface State {
  readonly served: readonly number[];
  readonly line: readonly number[];
  readonly shared: readonly number[];
}

/**
 * Solves the pool of `servers` exactly. Cost grows with the number of orders of the line: some
 * ten users in all; O(states³) at worst. Source: of the elimination, see `markovChain`.
 *
 * @throws RangeError if a number is out of range or the chain has more than 3000 states
 */
export function exactFcfsPool(
  servers: number,
  classes: readonly FcfsPoolClass[],
): readonly ClassSolution[] {
  requireCount("servers", servers);
  classes.forEach((c, r) => {
    requireCount(`classes[${r}].users`, c.users);
    requirePositive(`classes[${r}].thinkTime`, c.thinkTime);
    requirePositive(`classes[${r}].serviceTime`, c.serviceTime);
    requireNonNegative(`classes[${r}].sharedDemand`, c.sharedDemand ?? 0);
  });
  const none = classes.map(() => 0);
  const inPool = ({ served, line }: State, r: number) =>
    nth(served, r) + line.filter((s) => s === r).length;

  const { states, probabilities } = markovChain<State>({
    start: { served: none, line: [], shared: none },
    key: ({ served, line, shared }) => `${served}|${line}|${shared}`,
    transitions: function* (state) {
      const { served, line, shared } = state;
      const busy = served.reduce((a, b) => a + b, 0);
      const sharing = shared.reduce((a, b) => a + b, 0);
      for (const [r, c] of classes.entries()) {
        const here = inPool(state, r) + nth(shared, r);
        const thinking = c.users - here;
        if (thinking > 0) {
          const next =
            busy < servers
              ? { ...state, served: plus(served, r, 1) }
              : { ...state, line: [...line, r] };
          yield [next, thinking / c.thinkTime];
        }
        if (nth(served, r) > 0) {
          let left = plus(served, r, -1);
          const [first, ...rest] = line;
          if (first !== undefined) left = plus(left, first, 1);
          const goesOn = (c.sharedDemand ?? 0) > 0;
          yield [
            { served: left, line: rest, shared: goesOn ? plus(shared, r, 1) : shared },
            nth(served, r) / c.serviceTime,
          ];
        }
        if (nth(shared, r) > 0) {
          const rate = nth(shared, r) / sharing / (c.sharedDemand ?? 0);
          yield [{ ...state, shared: plus(shared, r, -1) }, rate];
        }
      }
    },
  });

  return classes.map((c, r) => {
    let flow = 0;
    let present = 0;
    for (const [i, state] of states.entries()) {
      const p = nth(probabilities, i);
      flow += (p * nth(state.served, r)) / c.serviceTime;
      present += p * (inPool(state, r) + nth(state.shared, r));
    }
    return { throughput: flow, responseTime: present / flow };
  });
}

function plus(counts: readonly number[], r: number, change: number): readonly number[] {
  return counts.map((count, s) => (s === r ? count + change : count));
}
