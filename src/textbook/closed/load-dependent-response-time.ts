/**
 * The law of the response time at a load-dependent station, with an optional queue in front.
 *
 * Those inside share the station equally: when it completes, each of them is as likely to be
 * the one who leaves. At most `places` are inside; the others wait in order of arrival. With
 * rates min(j, c)/S and c places this is M/M/c//N; with unlimited places it is processor
 * sharing; with one place it is a first-come-first-served server.
 *
 * Method: the request is followed through the Markov chain (position, users present) from
 * what it finds on arrival (arrival theorem), in ticks of a uniform clock.
 */

import { requireCount, requireNonNegative } from "../../require.ts";
import { at, nth } from "../element.ts";
import type { PhaseLaw } from "../phase-law.ts";
import {
  type LoadDependentSystem,
  loadDependent,
  loadDependentProbabilities,
} from "./load-dependent.ts";
import { readRates } from "./rate-law.ts";

export interface LoadDependentPool extends LoadDependentSystem {
  /** Most users inside at a time; whoever comes later waits in order. Default: no limit. */
  readonly places?: number;
}

/**
 * The law stops to be followed where the rest, one request in a million, decays evenly (one
 * eigenvalue is left), or where hardly any is left at all.
 */
const REST = 1e-6;
const STEADY_DECAY = 1e-13;
const REMAINDER = 1e-18;

/** Below this share of the quickest service a think time is none: it moves R by less than 1e-9. */
const NO_THINK = 1e-11;

/** A mean response of more ticks than this would be followed for minutes. */
const MOST_TICKS = 300_000;

/** Probability below which an outer line of waiting positions is no longer carried. */
const IDLE_LINE = 1e-26;

/**
 * Follows a request through the station. Exact for the chain; the mean agrees with
 * `loadDependent` to 1e-9. With places, rates beyond that number are not used.
 *
 * Cost: (ticks until nearly all have left) × (likely states): milliseconds at 100 users, a
 * second or so at 500 with a long queue. For M/M/c//N use `mmcnResponseTime`, which is O(N).
 *
 * @throws RangeError unless users and places are whole numbers ≥ 1, Z ≥ 0 and rates are > 0;
 *   also where a mean response is more than 300,000 steps of the chain: think times a millionth
 *   of the service time, or rates that differ a hundred thousand times
 */
export function loadDependentResponseTime(pool: LoadDependentPool, users: number): PhaseLaw {
  const N = requireCount("users", users);
  const think = requireNonNegative("thinkTime", pool.thinkTime);
  const c = Math.min(N, requireCount("places", pool.places ?? N));
  const own = readRates(pool.rates, c).rates;
  const rates = Array.from({ length: N }, (_, i) => at(own, Math.min(i + 1, c)));
  const fastest = rates.reduce((a, b) => Math.max(a, b));
  const Z = think * fastest < NO_THINK ? 0 : think;
  const found = loadDependentProbabilities({ thinkTime: Z, rates }, N - 1);

  // Without think time whoever leaves is back at once: no arrivals, the number never changes.
  const arrivalRate = (others: number) => (Z === 0 ? 0 : (N - 1 - others) / Z);
  let clock = 0;
  for (let k = 0; k < N; k++) clock = Math.max(clock, arrivalRate(k) + nth(rates, k));

  const ticks = clock * loadDependent({ thinkTime: Z, rates }, N).responseTime;
  if (ticks > MOST_TICKS) {
    throw new RangeError(
      `thinkTime must be longer (or 0) to follow a request here: ${think} s makes ${Math.round(ticks)} steps`,
    );
  }

  // inside[k]: in service, with k others present. waiting[r][b]: r departures before service,
  // b others behind, so c-1+r+b others in all.
  const full = nth(rates, N - 1) / clock;
  const width = N - c + 1;
  let inside = new Float64Array(N);
  let nextInside = new Float64Array(N);
  let waiting = new Float64Array(width * width);
  let nextWaiting = new Float64Array(width * width);
  let [lowest, highest] = [1, 0]; // the waiting positions in use
  let behind = 0; // most users behind so far
  for (const [k, p] of found.entries()) {
    if (k < c) inside[k] = p;
    else {
      waiting[(k - c + 1) * width] = p;
      highest = k - c + 1;
    }
  }

  const remaining: number[] = [];
  let decay = 0;
  for (;;) {
    let left = 0;
    for (const p of inside) left += p;
    for (let r = lowest; r <= highest; r++) {
      const line = r * width;
      for (let b = 0; b <= Math.min(behind, N - c - r); b++) left += at(waiting, line + b);
    }
    const before = remaining.at(-1) ?? Number.POSITIVE_INFINITY;
    remaining.push(left);
    const ratio = left / before;
    const steady = left < REST && Math.abs(ratio - decay) < STEADY_DECAY;
    if (left < REMAINDER || (highest < lowest && steady)) return { clock, remaining, decay: ratio };
    decay = ratio;

    nextInside.fill(0);
    for (let k = 0; k < N; k++) {
      const p = at(inside, k);
      if (p === 0) continue;
      const birth = arrivalRate(k) / clock;
      const death = nth(rates, k) / clock;
      const others = death * (1 - 1 / Math.min(k + 1, c));
      if (birth > 0) nextInside[k + 1] = at(nextInside, k + 1) + p * birth;
      const to = Z === 0 ? k : Math.max(0, k - 1);
      if (k > 0) nextInside[to] = at(nextInside, to) + p * others;
      nextInside[k] = at(nextInside, k) + p * Math.max(0, 1 - birth - death);
    }
    const reach = Math.min(behind + 1, width - 1);
    for (let r = Math.max(0, lowest - 1); r <= highest; r++) {
      nextWaiting.fill(0, r * width, r * width + reach + 1);
    }
    for (let r = lowest; r <= highest; r++) {
      const line = r * width;
      for (let b = 0; b <= Math.min(behind, N - c - r); b++) {
        const p = at(waiting, line + b);
        if (p === 0) continue;
        const others = c - 1 + r + b;
        const birth = arrivalRate(others) / clock;
        if (birth > 0) nextWaiting[line + b + 1] = at(nextWaiting, line + b + 1) + p * birth;
        nextWaiting[line + b] = at(nextWaiting, line + b) + p * (1 - birth - full);
        // Without think time the one who left has come back behind.
        const after = Z === 0 ? b + 1 : b;
        if (r === 1) nextInside[c - 1 + after] = at(nextInside, c - 1 + after) + p * full;
        else {
          const down = line - width + after;
          nextWaiting[down] = at(nextWaiting, down) + p * full;
        }
      }
    }
    if (highest >= lowest) behind = reach;
    [inside, nextInside] = [nextInside, inside];
    [waiting, nextWaiting] = [nextWaiting, waiting];
    lowest = Math.max(1, lowest - 1);
    while (highest >= lowest && lineSum(waiting, highest * width, behind) < IDLE_LINE) highest--;
  }
}

function lineSum(values: Float64Array, start: number, last: number): number {
  let sum = 0;
  for (let b = 0; b <= last; b++) sum += at(values, start + b);
  return sum;
}
