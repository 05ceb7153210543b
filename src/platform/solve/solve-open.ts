import { floatAt } from "../../entry-at.ts";
import { requirePositive } from "../../require.ts";
import type { PerSecond } from "../../units.ts";
import type { Platform, PlatformSolution } from "../platform.ts";
import { chainProbabilities } from "./chain-probabilities.ts";
import type { PlatformLoad } from "./platform-load.ts";
import { type PreparedPlatform, preparePlatform } from "./prepare-platform.ts";
import {
  loadResponseTimes,
  type PlatformResponseTimes,
} from "./response/platform-response-times.ts";
import { solveLoad } from "./solve-load.ts";

/** A platform under requests that come by chance. */
export interface OpenSolution extends Omit<PlatformSolution, "users"> {
  /** Requests per second that are sent, λ. */
  readonly arrivalRate: PerSecond;
  readonly times: PlatformResponseTimes;
}

/** Requests present are counted up to here at first, and at most. */
const FEWEST = 256;
const MOST = 65_536;

/** States beyond the last are rarer than this. */
const NEGLIGIBLE = 1e-12;

/** Where overload makes the rates fall: chance of the state from which it grows without end. */
const SELDOM = 1e-9;

/**
 * Throughput, response times and utilizations of a platform with Poisson arrivals: many users who
 * do not wait for one another. The same tables and chain as `solvePlatform`, births at rate λ;
 * exact for product-form networks, one server with any work has the mean of Pollaczek and
 * Khinchine. Under overload that grows with all who are present there is no steady state; what is
 * given then is the state before a collapse that practically never comes.
 *
 * @param arrivalRate λ, requests per second
 * @param of "all" leaves the endpoints out of the response times
 * @throws RangeError unless λ is above 0 and below the capacity: where it is, the queue is within
 *   65,536 requests; or a number of the platform is out of range
 */
export function solveOpen(
  platform: Platform,
  arrivalRate: PerSecond,
  of: "all" | "endpoints" = "endpoints",
): OpenSolution {
  requirePositive("arrivalRate", arrivalRate);
  for (let most = FEWEST; most <= MOST; most *= 4) {
    const prepared = preparePlatform(platform, most);
    const end = everyCapacity(prepared).reduce(
      (least, at) => Math.min(least, lastState(at, arrivalRate)),
      most,
    );
    const load = { arrivalRate, most: end };
    const bound = end < most ? SELDOM : NEGLIGIBLE;
    if (end > 0 && rarityOf(prepared, load) < bound) {
      const times = loadResponseTimes(prepared, load, of);
      return { arrivalRate, ...solveLoad(prepared, load), times };
    }
    const drained = everyCapacity(prepared).every(
      (one) => birthRate(one, arrivalRate, most) < at(one.rates, most),
    );
    if (end < most || (isFull(prepared) && !drained)) {
      throw beyondCapacity(prepared, arrivalRate);
    }
  }
  throw beyondCapacity(preparePlatform(platform, FEWEST), arrivalRate);
}

/** The last state before overload leaves too little to serve what comes; all of them without. */
function lastState(prepared: PreparedPlatform, arrivalRate: PerSecond): number {
  const { rates, most, rising } = prepared;
  if (rising || birthRate(prepared, arrivalRate, most) < at(rates, most)) return most;
  let end = most;
  while (end > 0 && birthRate(prepared, arrivalRate, end) >= at(rates, end)) end--;
  return end;
}

function birthRate(prepared: PreparedPlatform, arrivalRate: PerSecond, k: number): PerSecond {
  if (k >= prepared.requestLimit) return 0;
  const late = prepared.inVain === null ? 0 : at(prepared.inVain, k);
  return Math.min(arrivalRate, prepared.rateLimit) * (1 - late);
}

/** At its slowest a platform needs the most states. */
function rarityOf(prepared: PreparedPlatform, load: PlatformLoad & { most: number }): number {
  return everyCapacity(prepared).reduce(
    (most, at) => Math.max(most, floatAt(chainProbabilities(at, load).shares, load.most)),
    0,
  );
}

function everyCapacity(prepared: PreparedPlatform): readonly PreparedPlatform[] {
  const { capacities } = prepared;
  return capacities.length === 0 ? [prepared] : capacities.map((one) => one.prepared);
}

/** Whether more requests would be served no faster. */
function isFull({ rates, most }: PreparedPlatform): boolean {
  return at(rates, most) <= at(rates, most >> 1) * (1 + 1e-9);
}

function beyondCapacity({ rates }: PreparedPlatform, arrivalRate: PerSecond): RangeError {
  const capacity = rates.reduce((a, b) => Math.max(a, b), 0);
  return new RangeError(
    `arrivalRate must be below the capacity of ${capacity.toPrecision(6)} requests per second, got ${arrivalRate}`,
  );
}

const at = (list: Float64Array, k: number): number => floatAt(list, k);
