/**
 * Steady state of a small continuous-time Markov chain, given by its transitions.
 *
 * The judge of every approximation here: it assumes nothing but exponential times. Elimination
 * after Grassmann, Taksar & Heyman, "Regenerative Analysis and Steady State Distributions for
 * Markov Chains", Operations Research 33(5), 1985: no subtraction, so every probability keeps
 * nearly all its digits however small it is.
 */

import { requirePositive } from "../require.ts";
import type { PerSecond } from "../units.ts";
import { at, rowAt } from "./element.ts";

export interface MarkovChain<State> {
  readonly start: State;
  /** Text that tells states apart. */
  readonly key: (state: State) => string;
  /** Where the chain goes from a state, at what rate; equal targets add up. */
  readonly transitions: (state: State) => Iterable<readonly [State, PerSecond]>;
}

export interface SteadyState<State> {
  readonly states: readonly State[];
  /** Probability of each state. */
  readonly probabilities: readonly number[];
}

/** A dense elimination of this many states takes some seconds and 70 MB. */
const MOST_STATES = 3000;

/**
 * Explores the chain from its start and solves it exactly; O(states³) at worst, far less where
 * each state leads to few others. No subtraction: every probability keeps nearly all its digits.
 *
 * Source: Grassmann, Taksar & Heyman, Operations Research 33(5), 1985.
 *
 * @throws RangeError if a rate is not a finite number above 0, there are more than 3000
 *   states, or the start cannot be reached again from some state
 */
export function markovChain<State>(chain: MarkovChain<State>): SteadyState<State> {
  const states: State[] = [chain.start];
  const indexes = new Map([[chain.key(chain.start), 0]]);
  const rows: Map<number, number>[] = [];
  for (let i = 0; i < states.length; i++) {
    const row = new Map<number, number>();
    for (const [next, rate] of chain.transitions(states[i] as State)) {
      requirePositive("rate", rate);
      const key = chain.key(next);
      let j = indexes.get(key);
      if (j === undefined) {
        j = states.length;
        if (j === MOST_STATES) throw new RangeError(`states must be at most ${MOST_STATES}`);
        indexes.set(key, j);
        states.push(next);
      }
      if (j !== i) row.set(j, (row.get(j) ?? 0) + rate);
    }
    rows.push(row);
  }

  // States leave the chain from the last to the first; what went through them is redirected.
  const S = states.length;
  const rates = rows.map((row) => {
    const dense = new Float64Array(S);
    for (const [j, rate] of row) dense[j] = rate;
    return dense;
  });
  for (let n = S - 1; n > 0; n--) {
    const out = rowAt(rates, n);
    const targets: number[] = [];
    let total = 0;
    for (let j = 0; j < n; j++) {
      if (out[j] === 0) continue;
      targets.push(j);
      total += at(out, j);
    }
    if (total === 0) throw new RangeError("transitions must lead back to the start from any state");
    for (let i = 0; i < n; i++) {
      const row = rowAt(rates, i);
      if (row[n] === 0) continue;
      const through = at(row, n) / total;
      row[n] = through;
      for (const j of targets) row[j] = at(row, j) + through * at(out, j);
    }
  }
  const weights = new Float64Array(S);
  weights[0] = 1;
  let sum = 1;
  for (let n = 1; n < S; n++) {
    let weight = 0;
    for (let i = 0; i < n; i++) weight += at(weights, i) * at(rowAt(rates, i), n);
    weights[n] = weight;
    sum += weight;
  }
  return { states, probabilities: Array.from(weights, (weight) => weight / sum) };
}
