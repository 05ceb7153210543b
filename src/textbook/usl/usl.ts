/**
 * The Universal Scalability Law: throughput of a system as its concurrency grows,
 * X(N) = γN / (1 + α(N−1) + βN(N−1)).
 *
 * N is the number of requests in the system at once. In a load test with think time that is
 * X·R, not the number of users: fit and read the law with that. A description of a measured
 * curve, with a mechanism behind it (Gunther 2008: a machine-repair queue whose server slows
 * down with the number waiting), and not a queueing model: it knows no think time and no
 * distribution. For those, make it a station (`uslStation`).
 *
 * Source: Gunther, Guerrilla Capacity Planning (Springer, 2007), §§4.4 and 5.5, and "A General
 * Theory of Computational Scalability Based on Rational Functions", arXiv:0808.1431 (2008).
 */
import { requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";

export interface UslLaw {
  /** Throughput γ of one request at a time; above 0. */
  readonly unitThroughput: PerSecond;
  /**
   * Contention α (σ in Gunther's older texts): the share of the work that goes one at a time.
   * In [0, 1] for real systems; a free fit may give a negative one, which means superlinear
   * growth or bad data.
   */
  readonly contention: number;
  /** Coherency β (κ): the cost of every pair that must agree; 0 or more for real systems. */
  readonly coherency: number;
}

/**
 * Throughput X(N) at a concurrency N. Exact; N may be fractional, as mean concurrency is.
 *
 * @throws RangeError unless N > 0, γ > 0, α and β are finite, and the law is positive at N
 *   (it always is for N ≥ 1 with α, β ≥ 0)
 * @example uslThroughput({ unitThroughput: 10, contention: 0.5, coherency: 0 }, 3) // 15
 */
export function uslThroughput(law: UslLaw, users: number): PerSecond {
  return users / uslResponseTime(law, users);
}

/**
 * Response time R(N) = N/X(N) = (1 + α(N−1) + βN(N−1)) / γ, where nobody thinks. Exact.
 *
 * @throws RangeError as `uslThroughput` does
 */
export function uslResponseTime(law: UslLaw, users: number): Seconds {
  const N = requirePositive("users", users);
  const { unitThroughput: gamma, contention: alpha, coherency: beta } = requireUslLaw(law);
  // 1 − α first: for α near 1 and N near 0 the sum 1 + α(N−1) would lose it.
  const slowdown = 1 - alpha + N * (alpha + beta * (N - 1));
  const time = slowdown / gamma;
  if (!(time > 0) || !Number.isFinite(time)) {
    throw new RangeError(`users must lie where the law is positive and finite, got ${N}`);
  }
  return time;
}

/** @throws RangeError unless γ is above 0 and α and β are finite */
export function requireUslLaw(law: UslLaw): UslLaw {
  requirePositive("unitThroughput", law.unitThroughput);
  for (const name of ["contention", "coherency"] as const) {
    if (!Number.isFinite(law[name])) {
      throw new RangeError(`${name} must be a finite number, got ${law[name]}`);
    }
  }
  return law;
}

/** @throws RangeError unless, besides, α and β are 0 or more: what a real system can do */
export function requirePhysicalUslLaw(law: UslLaw): UslLaw {
  requireUslLaw(law);
  for (const name of ["contention", "coherency"] as const) {
    if (law[name] < 0) {
      throw new RangeError(`${name} must be a number, 0 or more, got ${law[name]}`);
    }
  }
  return law;
}
