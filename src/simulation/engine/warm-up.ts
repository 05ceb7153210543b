import { numberAt } from "../../entry-at.ts";

/** Observations that are averaged before the rule is applied: the 5 of MSER-5. */
const BATCH = 5;

/**
 * MSER-5: how many of the first observations to drop so that the rest estimates its mean best,
 * a multiple of 5. The cut minimizes the squared standard error of what is left, among cuts of
 * at most half; a minimum at the half itself means that the run has not settled: then `settled`
 * is false.
 *
 * O(n). A heuristic: right in most published trials, and no proof that a bias is gone.
 *
 * Source: K. P. White, M. J. Cobb & S. C. Spratt, "A comparison of five steady-state truncation
 * heuristics for simulation", Proc. Winter Simulation Conference (2000).
 *
 * @example warmUpCut([9, 9, 9, 9, 9, 1, 1, …, 1]) // { drop: 5, settled: true }
 */
export function warmUpCut(observations: readonly number[]): {
  readonly drop: number;
  readonly settled: boolean;
} {
  const count = Math.floor(observations.length / BATCH);
  if (count < 4) return { drop: 0, settled: false };
  // From the end backwards, so that each cut takes one more step (Welford's recurrence).
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let mean = 0;
  let squares = 0;
  const lastCut = Math.floor(count / 2);
  for (let cut = count - 1; cut >= 0; cut--) {
    let batch = 0;
    for (let i = 0; i < BATCH; i++) batch += numberAt(observations, cut * BATCH + i) / BATCH;
    const n = count - cut;
    const distance = batch - mean;
    mean += distance / n;
    squares += distance * (batch - mean);
    const error = squares / (n * n);
    if (cut <= lastCut && error <= least) {
      least = error;
      best = cut;
    }
  }
  return { drop: best * BATCH, settled: best < lastCut };
}
