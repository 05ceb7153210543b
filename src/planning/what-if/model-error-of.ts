/**
 * How far a hypothesis' predictions are from what would be measured, beyond what its unknowns
 * leave open: the solver's own error, what the hypothesis could not follow in the campaign, and,
 * after a change, what no campaign has seen.
 */

import type { ModelError } from "../../limits/model-error.ts";
import type { Platform } from "../../platform/platform.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";

/** Standard normal numbers that one draw's errors are made of. */
export interface ErrorDraw {
  readonly time: number;
  readonly throughput: number;
  readonly shape: readonly number[];
  /** Uniform. */
  readonly imbalance: Share;
}

export function errorDraw(random: RandomStream): ErrorDraw {
  return {
    time: normal(random),
    throughput: normal(random),
    shape: Array.from({ length: SHAPE_TERMS }, () => normal(random)),
    imbalance: random.uniform(),
  };
}

/**
 * Deviations of the solver's logarithmic error, told the true numbers: half its worst over 126 cells
 * of two simulated platforms (0.4 % and 2.9 to 4.8 %), which is somewhat above its usual error.
 */
const SOLVER_TIME = 0.011;
const SOLVER_THROUGHPUT = 0.002;

/** What a hypothesis misses for each unit of its noise: as much as runs usually differ by. */
const MISSED_TIME = 0.03;
const MISSED_THROUGHPUT = 0.01;
const MISSED_SHAPE = 0.6;

/** The model error of a draw on the platform as it is. */
export function modelErrorOf(
  draw: ErrorDraw,
  noiseScale: number,
  shape: readonly number[],
): ModelError {
  return {
    time: Math.exp(Math.hypot(SOLVER_TIME, MISSED_TIME * noiseScale) * draw.time),
    throughput: Math.exp(
      Math.hypot(SOLVER_THROUGHPUT, MISSED_THROUGHPUT * noiseScale) * draw.throughput,
    ),
    shape: shape.map((term, i) => term + MISSED_SHAPE * noiseScale * (draw.shape[i] as number)),
    imbalance: draw.imbalance,
  };
}

/** Share of what a change does to time and capacity that a hypothesis may be wrong by. */
const WRONG = 0.15;

/** How fast what percentiles are off by is forgotten, for each e-fold of change. */
const FORGOTTEN = 0.5;

/**
 * The same after a change: what the change does is itself known to a share only, and the shape of
 * response times is as measured the less, the more has changed.
 *
 * @param users the largest measured load, where what a platform can carry is compared
 */
export function changedModelError(
  before: ModelError,
  draw: ErrorDraw,
  platform: Platform,
  changed: Platform,
  users: number,
): ModelError {
  const [from, to] = [platform, changed].map((one) => {
    const prepared = preparePlatform({ ...one, rateLimit: null }, users);
    return {
      idle: solvePrepared(prepared, 1).responseTime,
      carried: solvePrepared(prepared, users).throughput,
    };
  }) as [Carried, Carried];
  const time = Math.abs(Math.log(to.idle / from.idle));
  const throughput = Math.abs(Math.log(to.carried / from.carried));
  const kept = Math.exp(-FORGOTTEN * (time + throughput));
  return {
    time: before.time * Math.exp(WRONG * time * draw.time),
    throughput: before.throughput * Math.exp(WRONG * throughput * draw.throughput),
    imbalance: before.imbalance,
    shape: before.shape.map(
      (term, i) => kept * term + Math.sqrt(1 - kept * kept) * (draw.shape[i] as number),
    ),
  };
}

interface Carried {
  readonly idle: number;
  readonly carried: number;
}
