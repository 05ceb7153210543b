/**
 * Exact mean-value analysis of several classes over single servers and delays.
 *
 * Exact for product-form networks: processor sharing with any service law and any demand per
 * class, first-come-first-served with exponential service equal for all classes, delays.
 *
 * Source: Reiser & Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks",
 * JACM 27(2), 1980; Lazowska et al., Quantitative System Performance (1984), §7.4.
 */
import {
  assemble,
  flatten,
  type MulticlassNetwork,
  type MulticlassSolution,
  requireSingleServers,
} from "./multiclass-network.ts";

/** More populations than this take minutes: refused with the way out. */
const MOST_POPULATIONS = 5e8;

/** Queue lengths kept at a time; 2^26 doubles are half a gigabyte. */
const MOST_STORED = 2 ** 26;

/**
 * Solves the network by going through all populations from nobody to everybody. Exact.
 *
 * Cost: ∏(N_r + 1)·R·K operations; memory that product without the largest class. Three
 * classes of 100 users at 3 stations take some tens of milliseconds.
 *
 * @throws RangeError if a number is out of range, a queue has several servers
 *   (`multiclassConvolution` takes them) or there are more than 5·10⁸ populations (`linearizer`)
 */
export function multiclassMva(network: MulticlassNetwork): MulticlassSolution {
  const flat = flatten(network);
  requireSingleServers(flat, "multiclassConvolution");
  const { R, K, users, delays, demands } = flat;

  // The largest class is the outermost loop: the plane of all others is kept once and
  // overwritten in place. Before that, a cell holds the queues of one outer user less.
  const order = Array.from({ length: R }, (_, r) => r);
  order.sort((a, b) => (users[b] as number) - (users[a] as number));
  const strides = new Int32Array(R);
  let cells = 1;
  for (const r of order.slice(1).reverse()) {
    strides[r] = cells * K;
    cells *= (users[r] as number) + 1;
  }
  const outer = order[0] as number;
  const populations = cells * ((users[outer] as number) + 1);
  if (populations > MOST_POPULATIONS || cells * K > MOST_STORED) {
    throw new RangeError(
      `users must make at most ${MOST_POPULATIONS} populations, got ${populations}; use linearizer`,
    );
  }

  const queues = new Float64Array(cells * K);
  const present = new Float64Array(R);
  const throughputs = new Float64Array(R);
  const residences = new Float64Array(R * K);
  const sums = new Float64Array(K);
  for (let n = 0; n <= (users[outer] as number); n++) {
    present.fill(0);
    present[outer] = n;
    for (let cell = 0; cell < cells; cell++) {
      const here = cell * K;
      sums.fill(0);
      for (let r = 0; r < R; r++) {
        const count = present[r] as number;
        if (count === 0) continue;
        const found = here - (strides[r] as number);
        const row = r * K;
        let cycle = delays[r] as number;
        for (let k = 0; k < K; k++) {
          const residence = (demands[row + k] as number) * (1 + (queues[found + k] as number));
          residences[row + k] = residence;
          cycle += residence;
        }
        const X = count / cycle;
        throughputs[r] = X;
        for (let k = 0; k < K; k++) {
          sums[k] = (sums[k] as number) + X * (residences[row + k] as number);
        }
      }
      for (let k = 0; k < K; k++) queues[here + k] = sums[k] as number;
      if (cell + 1 === cells) break;
      for (let i = R - 1; i > 0; i--) {
        const r = order[i] as number;
        if (present[r] === users[r]) present[r] = 0;
        else {
          present[r] = (present[r] as number) + 1;
          break;
        }
      }
    }
  }
  // A class without users sees everybody else.
  for (let r = 0; r < R; r++) {
    if (users[r] !== 0) continue;
    for (let k = 0; k < K; k++) {
      residences[r * K + k] = (demands[r * K + k] as number) * (1 + (sums[k] as number));
    }
  }
  return assemble(network, flat, throughputs, residences);
}
