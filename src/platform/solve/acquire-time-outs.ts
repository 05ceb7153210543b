import { floatAt } from "../../entry-at.ts";
import { incompleteGamma } from "../../stats/incomplete-gamma.ts";
import { logPoisson } from "../../stats/log-poisson.ts";
import type { Seconds } from "../../units.ts";
import type { LineMoments } from "./parts/line-moments.ts";

/** No more than this share waits in vain, so that the chain keeps moving. */
const MOST = 1 - 1e-9;

/** A variance below this share of the square is as good as none. */
const CERTAIN = 1e-6;

/** A line that requests leave when they have waited too long. */
export interface ImpatientLine {
  /** A request that finds n: share that waits in vain; moments of the wait of the others. */
  readonly late: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
  /** Requests that will get a place, of those the state n stands for. */
  readonly waiting: Float64Array;
  /** n less the number that is really there. */
  readonly beyond: Float64Array;
}

/**
 * A line of requests that will all get a place before their acquire time-out τ; the others delay
 * nobody who will be served, so that they need not be in the state.
 *
 * In state n the last request in line is known to have been in time: with W(n) the wait of one
 * that finds n, an arrival is late with 1 − P(W(n) ≤ τ)/P(W(n − 1) ≤ τ). For exponential holds
 * these chances are the only ones, by number alone, with which a birth-death chain loses exactly
 * what M/M/c+D does at every load: the weights Σ ρʳ·P(W(r − 1) ≤ τ) are the power series of the
 * law of the virtual wait (Baccelli & Hébuterne 1981; Barrer 1957). Waits of the served are those
 * up to τ, also exact there. A crowd of latecomers makes n run ahead of the line, which ends at
 * about τ: `beyond` says by how much. Other waits are taken as gamma laws of their two moments.
 *
 * @param places in front of which they stand
 * @param slowdown by n, on all waits; null for none
 */
export function impatientLine(
  line: LineMoments,
  timeOut: Seconds,
  places: number,
  slowdown: Float64Array | null,
): ImpatientLine {
  const most = line.mean.length - 1;
  const late = new Float64Array(most + 1);
  const mean = Float64Array.from(line.mean);
  const square = Float64Array.from(line.square);
  const waiting = Float64Array.from(line.waiting);
  const beyond = new Float64Array(most + 1);
  let logBefore = 0; // ln P(W(n − 1) ≤ τ)
  for (let n = 0; n <= most; n++) {
    const r = n - places + 1;
    if (r <= 0) continue;
    // Waits are given without slowdown, which comes later: here the time-out is shorter instead.
    const limit = timeOut / (slowdown === null ? 1 : floatAt(slowdown, n));
    const m = floatAt(line.mean, n);
    const served = waitWithin(limit, m, floatAt(line.square, n) - m * m);
    const inTime = Math.min(1, Math.exp(served.logShare - logBefore));
    logBefore = Math.min(logBefore, served.logShare);
    late[n] = Math.min(MOST, 1 - inTime);
    mean[n] = served.mean;
    square[n] = served.square;
    const left = inTime * served.mean + (1 - inTime) * (limit + m / r);
    beyond[n] = Math.max(0, r - (left * r) / m);
    waiting[n] = Math.max(0, floatAt(waiting, n) - floatAt(beyond, n));
  }
  return { late, mean, square, waiting, beyond };
}

/** Logarithm of P(W ≤ limit) for a gamma law, and the moments of W when it is. */
function waitWithin(limit: Seconds, mean: Seconds, variance: number) {
  const shape = (mean * mean) / Math.max(variance, CERTAIN * mean * mean);
  const x = (shape * limit) / mean;
  const { logLower } = incompleteGamma(shape, x);
  // P(s + 1, x) = P(s, x) − xˢe⁻ˣ/Γ(s + 1), twice.
  const first = 1 - Math.exp(logPoisson(shape, x) - logLower);
  const second = first - Math.exp(logPoisson(shape + 1, x) - logLower);
  const most = limit * limit;
  return {
    logShare: logLower,
    mean: Math.min(limit, Math.max(0, mean * first)),
    square: Math.min(most, Math.max(0, mean * mean * (1 + 1 / shape) * second)),
  };
}
