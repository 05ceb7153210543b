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
  const births = birthsOf(prepared, load);
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
    const isPast = ratio < 1 && weight < NEGLIGIBLE * total;
    if (isPast && (rising || onlyFalls(prepared, births, k))) {
      high = k;
      break;
    }
  }
  return trimmed(shares, low, high, total);
}

/**
 * Whether a chain of users who do nothing but think falls in all states past k: where the most that can still
 * come is less than the least that can still leave. What follows is then too little to change a digit.
 */
function onlyFalls(prepared: PreparedPlatform, births: Births, k: number): boolean {
  if (births.pace === null) return false;
  const { least, spread } = leavingBeyond(prepared);
  return birthRate(births, k) * spread < floatAt(least, k);
}

/** What leaves a platform in the states past each. */
interface LeavingBeyond {
  /** The least rate past k. */
  readonly least: Float64Array;
  /** By what factor excess brings births and deaths together at most, rounding included. */
  readonly spread: number;
}

const leaving = new WeakMap<PreparedPlatform, LeavingBeyond>();

function leavingBeyond(prepared: PreparedPlatform): LeavingBeyond {
  const known = leaving.get(prepared);
  if (known !== undefined) return known;
  const { rates, excess } = prepared;
  const least = new Float64Array(rates.length).fill(Number.POSITIVE_INFINITY);
  for (let k = rates.length - 2; k >= 0; k--) {
    least[k] = Math.min(floatAt(least, k + 1), floatAt(rates, k + 1));
  }
  let [most, fewest] = [0, 0];
  for (let k = 0; k < excess.length; k++) {
    most = Math.max(most, floatAt(excess, k));
    fewest = Math.min(fewest, floatAt(excess, k));
  }
  const found = { least, spread: (1 + most - fewest) * (1 + 1e-9) };
  leaving.set(prepared, found);
  return found;
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

/** Births of a chain. */
interface Births {
  readonly most: number;
  /** Of each who thinks, where nothing else is in the way: (most − k)·pace; null: as `comingAt` says. */
  readonly pace: number | null;
  readonly prepared: PreparedPlatform;
  readonly load: PlatformLoad;
  /** What can be served behind a rate limit; null: births are by chance. */
  readonly ceiling: PerSecond | null;
}

/** A chain whose births and deaths were both even would have no variance, and no steps. */
const LEAST_EXCESS = -0.95;

/** What births and deaths both get in state k, over the smaller of them. */
function excessAt({ excess }: PreparedPlatform, births: Births, k: number): number {
  const own = excess[k] ?? 0;
  return births.ceiling === null ? own : Math.max(LEAST_EXCESS, own - evennessAt(births, k));
}

function birthsOf(prepared: PreparedPlatform, load: PlatformLoad): Births {
  const { rateLimit, requestLimit, inVain, thinkTime } = prepared;
  const most = mostPresent(load);
  const unlimited = rateLimit === Number.POSITIVE_INFINITY && requestLimit >= most;
  if ("users" in load && inVain === null && unlimited) {
    return { most, pace: 1 / thinkTime, prepared, load, ceiling: null };
  }
  return { most, pace: null, prepared, load, ceiling: ceilingOf(prepared, most) };
}

/** The most that is served behind a rate limit with up to so many present; null without one. */
function ceilingOf({ rateLimit, rates }: PreparedPlatform, most: number): PerSecond | null {
  if (rateLimit === Number.POSITIVE_INFINITY) return null;
  let ceiling = 0;
  for (let k = 0; k <= most; k++) ceiling = Math.max(ceiling, rates[k] ?? 0);
  return ceiling;
}

/** By how much less than by chance they vary, halved. */
function evennessAt({ prepared, load, ceiling }: Births, present: number): number {
  const sent = sentRate(prepared, load, present);
  return (1 - admittedVariance(sent, prepared.rateLimit, { present, ceiling: ceiling ?? 0 })) / 2;
}

/** Requests per second that come to stay, of those that users send with k present. */
function birthRate(births: Births, k: number): PerSecond {
  if (k >= births.most) return 0;
  return births.pace === null ? comingAt(births, k) : (births.most - k) * births.pace;
}

/** Those that limits let in and that do not wait in vain. */
function comingAt({ prepared, load }: Births, k: number): PerSecond {
  const { rateLimit, requestLimit, inVain } = prepared;
  if (k >= requestLimit) return 0;
  const late = inVain === null ? 0 : (inVain[k] ?? 0);
  return Math.min(sentRate(prepared, load, k), rateLimit) * (1 - late);
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
  const births = birthsOf(prepared, load);
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
