import { mostPresent, type PlatformLoad, sentRate } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** Weights are brought back from here, so that none overflows; what then vanishes is negligible. */
const HIGH = 1e200;

/** A weight grows by no more than this from one state to the next, where nobody thinks. */
const STEEPEST = 1e90;

/** Shares below this are left at 0. */
const NEGLIGIBLE = 1e-17;

export interface Chain {
  /** Probability of k requests present, k = 0…N. */
  readonly shares: Float64Array;
  /** First and last state with a probability above 0. */
  readonly from: number;
  readonly to: number;
  /** Requests per second that come to stay and find k present; their sum is the throughput. */
  readonly joins: Float64Array;
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
export function chainProbabilities(prepared: PreparedPlatform, load: PlatformLoad): Chain {
  const { rates, excess, rising } = prepared;
  const most = mostPresent(load);
  const births = birthRates(prepared, load);
  const shares = new Float64Array(most + 1);
  shares[0] = 1;
  let [weight, total, more, low, high] = [1, 1, 0, 0, most];
  for (let k = 1; k <= most; k++) {
    const up = (births[k - 1] as number) + more;
    const deaths = rates[k] as number;
    more = (excess[k] as number) * Math.min(births[k] as number, deaths);
    const ratio = up / (deaths + more);
    weight *= ratio < STEEPEST ? ratio : STEEPEST;
    if (weight > HIGH) {
      while (low < k && (shares[low] as number) < 1e-100) shares[low++] = 0;
      for (let i = low; i < k; i++) shares[i] = (shares[i] as number) / HIGH;
      total /= HIGH;
      weight /= HIGH;
    }
    shares[k] = weight;
    total += weight;
    // Beyond its one peak a chain only falls.
    if (rising && ratio < 1 && weight < NEGLIGIBLE * total) {
      high = k;
      break;
    }
  }
  return { ...trimmed(shares, low, high, total), joins: joinRates(prepared, births, shares, high) };
}

/** Requests per second that come to stay, of those that users send with k present. */
function birthRates(prepared: PreparedPlatform, load: PlatformLoad): Float64Array {
  const { rateLimit, inVain, thinkTime: Z } = prepared;
  const most = mostPresent(load);
  const births = new Float64Array(most + 1);
  if ("users" in load && inVain === null && rateLimit === Number.POSITIVE_INFINITY) {
    for (let k = 0; k < most; k++) births[k] = (most - k) / Z;
    return births;
  }
  for (let k = 0; k < most; k++) {
    const late = inVain === null ? 0 : (inVain[k] as number);
    births[k] = Math.min(sentRate(prepared, load, k), rateLimit) * (1 - late);
  }
  return births;
}

/** Makes weights probabilities, in place. */
function trimmed(shares: Float64Array, low: number, high: number, total: number) {
  let from = high;
  let to = 0;
  for (let k = low; k <= high; k++) {
    const share = (shares[k] as number) / total;
    shares[k] = share < NEGLIGIBLE ? 0 : share;
    if (share < NEGLIGIBLE) continue;
    if (k < from) from = k;
    to = k;
  }
  return { shares, from, to };
}

/**
 * What joins in state k is what leaves k + 1, but for the excess: right also where births are so
 * fast, since hardly anybody thinks, that the state is never seen.
 */
function joinRates(
  { rates, excess }: PreparedPlatform,
  births: Float64Array,
  shares: Float64Array,
  high: number,
): Float64Array {
  const joins = new Float64Array(shares.length);
  let more = 0;
  for (let k = 0; k < high; k++) {
    const own = (shares[k] as number) * more;
    const deaths = rates[k + 1] as number;
    more = (excess[k + 1] as number) * Math.min(births[k + 1] as number, deaths);
    joins[k] = Math.max(0, (shares[k + 1] as number) * (deaths + more) - own);
  }
  return joins;
}

/** Σ probability × table over the states of a chain. */
export function averageOver({ shares, from, to }: Chain, table: Float64Array): number {
  let sum = 0;
  for (let k = from; k <= to; k++) sum += (shares[k] as number) * (table[k] as number);
  return sum;
}
