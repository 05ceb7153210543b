/**
 * What the platform solver errs by, told the true numbers, by what the platform has: deviations of
 * logarithms. Measured against event simulators (scripts/judge-solver.ts, scripts/judge-coverage.ts).
 */
import type { Platform } from "../../platform/platform.ts";

export interface SolverDeviation {
  /** Of the time of a request alone. */
  readonly time: number;
  /** Of what the platform can carry. */
  readonly throughput: number;
}

/** Half the worst over 126 cells of two simulated platforms (2.9 to 4.8 % and 0.4 %), somewhat above the usual error. */
const USUAL: SolverDeviation = { time: 0.011, throughput: 0.002 };

/** How evenly a bucket lets requests in is known roughly (`admittedVariance`): 5 % at 80 % of a ceiling, 14 % at 95 %. */
const RATE_LIMITED: SolverDeviation = { time: 0.06, throughput: 0.002 };

export function solverError({ rateLimit }: Pick<Platform, "rateLimit">): SolverDeviation {
  return rateLimit === null ? USUAL : RATE_LIMITED;
}
