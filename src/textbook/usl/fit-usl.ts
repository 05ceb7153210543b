/**
 * Fits the Universal Scalability Law to measured throughputs, and says how sure it is.
 *
 * Weighted least squares in throughput with γ > 0 and α, β ≥ 0 (a fit of N/X, linear in the
 * parameters, only gives the start: its errors grow with N), beside the fit without bounds.
 * Intervals follow the profile of the likelihood, since on a bound, and with few points, the
 * symmetric ± of the covariance is meaningless: it would call half of its range impossible.
 *
 * Sources: Gunther, Guerrilla Capacity Planning (Springer, 2007), ch. 5; Bates & Watts,
 * Nonlinear Regression Analysis (Wiley, 1988), §6.1 for profile t intervals.
 */

import { requirePositive } from "../../require.ts";
import { boxLeastSquares } from "../../stats/box-least-squares.ts";
import { type LeastSquaresFit, leastSquares } from "../../stats/least-squares.ts";
import { type ProfileInterval, profileInterval } from "../../stats/profile-interval.ts";
import type { PerSecond } from "../../units.ts";
import { nth } from "../element.ts";
import { requireUslLaw, type UslLaw } from "./usl.ts";
import { type UslWarning, uslWarnings } from "./usl-warnings.ts";

/** One measured level. */
export interface UslObservation {
  /** Concurrency N: requests in the system at once (X·R where users think); above 0. */
  readonly users: number;
  /** Measured throughput X; above 0. */
  readonly throughput: PerSecond;
  /** Weight, 1/variance up to a common factor; default 1. */
  readonly weight?: number;
}

export interface UslFit {
  /** The best law that a real system can follow: α ≥ 0 and β ≥ 0. */
  readonly law: UslLaw;
  /** The best law without bounds on α and β; the same where none is active. */
  readonly freeLaw: UslLaw;
  /** Root of the weighted sum of squared residuals over n − 3; `null` for 3 observations. */
  readonly residualStandardError: PerSecond | null;
  /** 90 % profile-likelihood intervals; `null` for 3 observations, which tell no error. */
  readonly intervals: Readonly<Record<keyof UslLaw, ProfileInterval>> | null;
  /** How the bounded fit ended. */
  readonly ended: LeastSquaresFit["ended"];
  readonly warnings: readonly UslWarning[];
}

const share = 0.9;
const infinity = Number.POSITIVE_INFINITY;

/**
 * Fits the law. Some ten small linear solves for the fit and a few hundred for the intervals:
 * about 5 ms for 30 observations.
 *
 * @throws RangeError unless there are observations at 3 different concurrencies or more, with
 *   users, throughput and weight above 0
 */
export function fitUsl(observations: readonly UslObservation[]): UslFit {
  checkObservations(observations);
  const solve = (start: readonly number[], lower: readonly number[], upper: readonly number[]) =>
    leastSquares({ ...uslResiduals(observations), start, lower, upper });
  const upper = [infinity, infinity, infinity];
  const start = linearStart(observations);
  const least = [nth(start, 0) * 1e-9, 0, 0];
  const fit = solve(start, least, upper);
  const free = fit.atBound.some(Boolean)
    ? solve(fit.parameters, [nth(least, 0), -infinity, -infinity], upper)
    : fit;

  const law = lawOf(fit.parameters);
  const freeLaw = lawOf(free.parameters);
  const degreesOfFreedom = observations.length - 3;
  const error = degreesOfFreedom > 0 ? Math.sqrt((2 * fit.cost) / degreesOfFreedom) : null;
  const mostUsers = Math.max(...observations.map(({ users }) => users));
  const guesses = [0.05 * law.unitThroughput, 0.1 / mostUsers, 0.1 / mostUsers ** 2];
  const interval = (index: number) =>
    profileInterval({
      optimum: fit,
      index,
      least: index === 0 ? 0 : nth(least, index),
      share,
      degreesOfFreedom,
      guess: deviation(fit, index, error ?? 0) || nth(guesses, index),
      solve: (near, value) => {
        const hold = (bounds: readonly number[]) =>
          bounds.map((bound, j) => (j === index ? value : bound));
        return solve(hold(near), hold([Number.MIN_VALUE, 0, 0]), hold(upper));
      },
    });
  return {
    law,
    freeLaw,
    residualStandardError: error,
    intervals:
      degreesOfFreedom > 0
        ? { unitThroughput: interval(0), contention: interval(1), coherency: interval(2) }
        : null,
    ended: fit.ended,
    warnings: uslWarnings({ law, freeLaw, mostUsers, ended: fit.ended }),
  };
}

function lawOf([gamma = 0, alpha = 0, beta = 0]: readonly number[]): UslLaw {
  return requireUslLaw({ unitThroughput: gamma, contention: alpha, coherency: beta });
}

function deviation(fit: LeastSquaresFit, index: number, error: number): number {
  return Math.sqrt(fit.covariance?.[index]?.[index] ?? 0) * error;
}

/** Weighted residuals of [γ, α, β] and their derivatives. */
function uslResiduals(observations: readonly UslObservation[]) {
  const rows = observations.map(({ users: N, throughput: X, weight = 1 }) => ({
    N,
    X,
    root: Math.sqrt(weight),
  }));
  // In this form a lone request is slowed by nothing, however large α is: 1 - α + N·α is 0 there.
  const slowdown = (N: number, alpha: number, beta: number) => 1 + (N - 1) * (alpha + beta * N);
  return {
    residuals: ([gamma = 0, alpha = 0, beta = 0]: readonly number[]) =>
      rows.map(({ N, X, root }) => {
        const d = slowdown(N, alpha, beta);
        // Beyond the pole of a law with negative coefficients there is no throughput.
        return d > 0 ? root * ((gamma * N) / d - X) : infinity;
      }),
    jacobian: ([gamma = 0, alpha = 0, beta = 0]: readonly number[]) =>
      rows.map(({ N, root }) => {
        const d = slowdown(N, alpha, beta);
        const slope = (-root * gamma * N * (N - 1)) / (d * d);
        return [(root * N) / d, slope, slope * N];
      }),
  };
}

/** [γ, α, β] from N/X = (1/γ)(1 + α(N−1) + βN(N−1)), linear least squares with α, β ≥ 0. */
function linearStart(observations: readonly UslObservation[]): number[] {
  // An error e in X is one of e·N/X² in N/X.
  const rows = observations.map(({ users: N, throughput: X, weight = 1 }) => ({
    N,
    root: (Math.sqrt(weight) * X * X) / N,
    time: N / X,
  }));
  const [time = 0, contention = 0, coherency = 0] = boxLeastSquares(
    [
      rows.map(({ root }) => root),
      rows.map(({ N, root }) => root * (N - 1)),
      rows.map(({ N, root }) => root * N * (N - 1)),
    ],
    rows.map(({ time, root }) => root * time),
    [0, 0, 0],
    [infinity, infinity, infinity],
  );
  const fastest = Math.max(...observations.map(({ users: N, throughput: X }) => X / N));
  // A time of a lone request near 0 is noise at low load: begin at the best rate seen instead.
  return time * fastest > 0.01 ? [1 / time, contention / time, coherency / time] : [fastest, 0, 0];
}

function checkObservations(observations: readonly UslObservation[]): void {
  for (const [i, { users, throughput, weight = 1 }] of observations.entries()) {
    requirePositive(`observations[${i}].users`, users);
    requirePositive(`observations[${i}].throughput`, throughput);
    requirePositive(`observations[${i}].weight`, weight);
  }
  const different = new Set(observations.map(({ users }) => users)).size;
  if (different < 3) {
    throw new RangeError(`observations must be at 3 different users or more, got ${different}`);
  }
}
