import type { PreparedPlatform } from "./prepare-platform.ts";

/** Weights are brought back from here, so that none overflows; what then vanishes is negligible. */
const HIGH = 1e200;

/** Shares below this are left at 0. */
const NEGLIGIBLE = 1e-17;

export interface Chain {
  /** Probability of k requests present, k = 0…N. */
  readonly shares: Float64Array;
  /** First and last state with a probability above 0. */
  readonly from: number;
  readonly to: number;
}

/**
 * Probabilities of 0…N requests present with N users: the birth-death chain of those who think
 * against the platform as one load-dependent station.
 *
 * Where requests stand in line, births and deaths both get the same excess, (CV² − 1)/2 of the
 * work they wait for times the smaller of the two: the drift stays, the variance becomes that of
 * the real arrivals and completions. One server with Poisson arrivals then has exactly the mean of
 * Pollaczek and Khinchine; many servers have the heavy-traffic line of G/G/c (Köllerström 1974),
 * shared servers stay insensitive, and a line before shared servers follows the diffusion limit of
 * limited processor sharing (Zhang, Dai & Zwart, Annals of Applied Probability 21(2), 2011). With CV = 1 the chain is
 * the exact one of a product-form network. Cost O(N).
 */
export function chainProbabilities(prepared: PreparedPlatform, users: number): Chain {
  const { rates, excess } = prepared;
  const shares = new Float64Array(users + 1);
  shares[0] = 1;
  let weight = 1;
  let births = birthRate(prepared, users, 0);
  let more = 0;
  let total = 1;
  for (let k = 1; k <= users; k++) {
    const up = births + more;
    const deaths = rates[k] as number;
    births = k < users ? birthRate(prepared, users, k) : 0;
    more = (excess[k] as number) * Math.min(births, deaths);
    weight *= up / (deaths + more);
    if (weight > HIGH) {
      for (let i = 0; i < k; i++) shares[i] = (shares[i] as number) / HIGH;
      total /= HIGH;
      weight /= HIGH;
    }
    shares[k] = weight;
    total += weight;
  }
  let from = users;
  let to = 0;
  for (let k = 0; k <= users; k++) {
    const share = (shares[k] as number) / total;
    shares[k] = share < NEGLIGIBLE ? 0 : share;
    if (share < NEGLIGIBLE) continue;
    if (k < from) from = k;
    to = k;
  }
  return { shares, from, to };
}

/** Requests per second that will be served, of those that users send with k present. */
function birthRate(prepared: PreparedPlatform, users: number, k: number): number {
  const late = prepared.inVain[k] as number;
  const offered = (users - k) / (prepared.thinkTime + late * (prepared.vainWait[k] as number));
  return Math.min(offered, prepared.rateLimit) * (1 - late);
}

/** Σ probability × table over the states of a chain. */
export function averageOver({ shares, from, to }: Chain, table: Float64Array): number {
  let sum = 0;
  for (let k = from; k <= to; k++) sum += (shares[k] as number) * (table[k] as number);
  return sum;
}
