/**
 * Bard-Schweitzer approximate mean-value analysis of several classes.
 *
 * A visit of class r is taken to find Q_s users of every other class and Q_r·(N_r-1)/N_r of its
 * own. An approximation: how far off it was over random networks stands in `measuredErrors`.
 * JMT's case of 3 classes of 10 users at 2 queues: +2.35 % on the first response time.
 *
 * Sources: Y. Bard (1979); P. Schweitzer (1979); Lazowska et al., Quantitative System
 * Performance (1984), §7.4.2.
 */
import {
  assemble,
  type FlatNetwork,
  flatten,
  type IterativeSolution,
  type MulticlassNetwork,
  requireProductForm,
  requireSingleServers,
} from "./multiclass-network.ts";

/** Relative change of a queue length at which the iteration has reached its fixed point. */
const PRECISION = 1e-10;

/** Real systems need tens to some hundred rounds; this only guards against a cycle. */
const MOST_ROUNDS = 100_000;

/**
 * Solves the network approximately, iterated to its fixed point. O(R·K) a round.
 *
 * @throws RangeError if a number is out of range or a queue has several servers
 *   (`multiclassMultiserver` takes them)
 */
export function schweitzer(network: MulticlassNetwork): IterativeSolution {
  const flat = flatten(network);
  requireProductForm(network);
  requireSingleServers(flat, "multiclassMultiserver");
  const result = iterateSchweitzer(flat);
  const { ended, iterations, lastChange } = result;
  const solution = assemble(network, flat, result.throughputs, result.residences);
  return { ...solution, ended, iterations, lastChange };
}

/** The bare iteration, for methods that start from it. */
export function iterateSchweitzer(flat: FlatNetwork) {
  const { R, K, users, delays, demands } = flat;
  const queues = new Float64Array(R * K);
  const residences = new Float64Array(R * K);
  const throughputs = new Float64Array(R);
  const totals = new Float64Array(K);
  for (let r = 0; r < R; r++) {
    for (let k = 0; k < K; k++) {
      // Everybody spread evenly over the stations the class visits.
      const start = (demands[r * K + k] ?? 0) > 0 ? (users[r] ?? 0) / K : 0;
      queues[r * K + k] = start;
      totals[k] = (totals[k] ?? 0) + start;
    }
  }
  let lastChange = 0;
  let iterations = 0;
  let ended: "converged" | "stalled" = "stalled";
  while (ended === "stalled" && iterations < MOST_ROUNDS) {
    iterations++;
    lastChange = 0;
    // Classes in turn, each meeting the newest queues of the others.
    for (let r = 0; r < R; r++) {
      const N = users[r] ?? 0;
      const row = r * K;
      const own = N > 0 ? 1 / N : 0;
      let cycle = delays[r] ?? 0;
      for (let k = 0; k < K; k++) {
        const found = (totals[k] ?? 0) - (queues[row + k] ?? 0) * own;
        const residence = (demands[row + k] ?? 0) * (1 + found);
        residences[row + k] = residence;
        cycle += residence;
      }
      const X = N === 0 ? 0 : N / cycle;
      throughputs[r] = X;
      for (let k = 0; k < K; k++) {
        const queue = X * (residences[row + k] ?? 0);
        const change = queue - (queues[row + k] ?? 0);
        totals[k] = (totals[k] ?? 0) + change;
        queues[row + k] = queue;
        const size = Math.abs(change);
        if (size > lastChange * queue) lastChange = size / queue;
      }
    }
    // Totals are kept by differences: renewed every round lest their roundings add up.
    for (let k = 0; k < K; k++) {
      let total = 0;
      for (let r = 0; r < R; r++) total += queues[r * K + k] ?? 0;
      totals[k] = total;
    }
    if (lastChange <= PRECISION) ended = "converged";
  }
  return { throughputs, residences, queues, ended, iterations, lastChange };
}
