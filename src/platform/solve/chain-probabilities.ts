import { floatAt } from "../../entry-at.ts";
import type { PerSecond } from "../../units.ts";
import { admittedVariance, BUCKET_DEPTH } from "./admitted-variance.ts";
import { mostPresent, type PlatformLoad, sentRate } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** Weights are brought back from here, so that none overflows; what then vanishes is negligible. */
const HIGH = 1e200;

/** A weight grows by no more than this from one state to the next, where nobody thinks. */
const STEEPEST = 1e90;

/** Shares below this are left at 0. */
const NEGLIGIBLE = 1e-17;

/**
 * Where throughput falls as more are present, a chain may have a second peak, of a platform that has
 * collapsed. Across a valley of less than this share of what lies before it a platform that starts empty
 * does not get in hours of a hundred requests a second.
 */
const NEVER_CROSSED = 1e-6;

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
 * limited processor sharing (Zhang, Dai & Zwart, Annals of Applied Probability 21(2), 2011). What a rate
 * limit lets in comes more evenly than by chance, and both get less by half of that (see
 * `admittedVariance`). Of two peaks far apart it is the first, where a platform that starts empty
 * stays (`NEVER_CROSSED`). With CV = 1 and no limit the chain is the exact one of a product-form network. Cost O(N).
 */
export function chainProbabilities(prepared: PreparedPlatform, load: PlatformLoad): Chain {
  const { rates, rising } = prepared;
  const most = mostPresent(load);
  const births = birthRates(prepared, load);
  const shares = new Float64Array(most + 1);
  shares[0] = 1;
  let [weight, total, more, low, high] = [1, 1, 0, 0, most];
  let birth = birthRate(births, 0);
  for (let k = 1; k <= most; k++) {
    const up = birth + more;
    const deaths = rates[k] ?? 0;
    birth = birthRate(births, k);
    more = excessAt(prepared, births, k) * (birth < deaths ? birth : deaths);
    const ratio = up / (deaths + more);
    const isValley = !rising && ratio > 1 && weight < NEVER_CROSSED * total;
    if (isValley && isOutOfReach(shares, k - 1, prepared.rateLimit)) {
      high = k - 1;
      break;
    }
    weight *= ratio < STEEPEST ? ratio : STEEPEST;
    if (weight > HIGH) {
      while (low < k && (shares[low] ?? 0) < 1e-100) shares[low++] = 0;
      for (let i = low; i < k; i++) shares[i] = (shares[i] ?? 0) / HIGH;
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
  return trimmed(shares, low, high, total);
}

/**
 * Whether a platform at its first peak stays before a valley when a bucket that was full lets in all it has
 * at once, give or take two deviations of as many.
 */
function isOutOfReach(shares: Float64Array, valley: number, rateLimit: PerSecond): boolean {
  const peak = shares
    .subarray(0, valley)
    .reduce((best, p, k) => (p > floatAt(shares, best) ? k : best), 0);
  const burst = rateLimit === Number.POSITIVE_INFINITY ? 0 : rateLimit * BUCKET_DEPTH;
  const reached = peak + burst;
  return reached + 2 * Math.sqrt(reached) < valley;
}

/** Births of a chain: (most − k)·pace of those who think, or what the table says. */
interface Births {
  readonly most: number;
  readonly pace: number;
  readonly table: Float64Array | null;
  /** By how much less than by chance they vary, halved; null: by chance. */
  readonly even: Float64Array | null;
}

/** A chain whose births and deaths were both even would have no variance, and no steps. */
const LEAST_EXCESS = -0.95;

/** What births and deaths both get in state k, over the smaller of them. */
function excessAt({ excess }: PreparedPlatform, { even }: Births, k: number): number {
  const own = excess[k] ?? 0;
  return even === null ? own : Math.max(LEAST_EXCESS, own - (even[k] ?? 0));
}

function birthRates(prepared: PreparedPlatform, load: PlatformLoad): Births {
  const { rateLimit, requestLimit, inVain, thinkTime } = prepared;
  const most = mostPresent(load);
  const unlimited = rateLimit === Number.POSITIVE_INFINITY && requestLimit >= most;
  if ("users" in load && inVain === null && unlimited) {
    return { most, pace: 1 / thinkTime, table: null, even: null };
  }
  const table = new Float64Array(most + 1);
  for (let k = 0; k < Math.min(most, requestLimit); k++) {
    const late = inVain === null ? 0 : (inVain[k] ?? 0);
    table[k] = Math.min(sentRate(prepared, load, k), rateLimit) * (1 - late);
  }
  return { most, pace: 0, table, even: evenness(prepared, load) };
}

function evenness(prepared: PreparedPlatform, load: PlatformLoad): Float64Array | null {
  const { rateLimit, rates } = prepared;
  if (rateLimit === Number.POSITIVE_INFINITY) return null;
  const most = mostPresent(load);
  const ceiling = rates.subarray(0, most + 1).reduce((a, b) => Math.max(a, b), 0);
  return Float64Array.from({ length: most + 1 }, (_, present) => {
    const sent = sentRate(prepared, load, present);
    return (1 - admittedVariance(sent, rateLimit, { present, ceiling })) / 2;
  });
}

/** Requests per second that come to stay, of those that users send with k present. */
function birthRate({ most, pace, table }: Births, k: number): PerSecond {
  if (k >= most) return 0;
  return table === null ? (most - k) * pace : (table[k] ?? 0);
}

/** Makes weights probabilities, in place. */
function trimmed(shares: Float64Array, low: number, high: number, total: number) {
  const least = NEGLIGIBLE * total;
  let [from, to] = [low, high];
  while (from < high && (shares[from] ?? 0) < least) shares[from++] = 0;
  while (to > from && (shares[to] ?? 0) < least) shares[to--] = 0;
  for (let k = from; k <= to; k++) shares[k] = (shares[k] ?? 0) / total;
  return { shares, from, to };
}

/**
 * Requests per second that come to stay and find k present, by k; their sum is the throughput.
 * What joins in state k is what leaves k + 1, but for the excess: right also where births are so
 * fast, since hardly anybody thinks, that the state is never seen.
 */
export function joinRates(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  { shares, from, to }: Chain,
): Float64Array {
  const { rates } = prepared;
  const births = birthRates(prepared, load);
  const joins = new Float64Array(shares.length);
  let more = 0;
  for (let k = Math.max(0, from - 1); k < to; k++) {
    const own = (shares[k] ?? 0) * more;
    const deaths = rates[k + 1] ?? 0;
    more = excessAt(prepared, births, k + 1) * Math.min(birthRate(births, k + 1), deaths);
    joins[k] = Math.max(0, (shares[k + 1] ?? 0) * (deaths + more) - own);
  }
  return joins;
}

/** Σ probability × table over the states of a chain. */
export function averageOver({ shares, from, to }: Chain, table: Float64Array): number {
  let sum = 0;
  for (let k = from; k <= to; k++) sum += (shares[k] ?? 0) * (table[k] ?? 0);
  return sum;
}
