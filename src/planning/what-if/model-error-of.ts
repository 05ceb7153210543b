/**
 * How far a hypothesis' predictions are from what would be measured, beyond what its unknowns
 * leave open: the solver's own error, what the hypothesis could not follow in the campaign, and,
 * after a change, what no campaign has seen.
 */

import { numberAt } from "../../entry-at.ts";
import { type BeyondMeasured, DRIFT_BEYOND, type ModelError } from "../../limits/model-error.ts";
import type { Carried } from "../../limits/solved/solved-loads.ts";
import type { Platform } from "../../platform/platform.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { pooledCopies } from "../../platform/solve/pooled-copies.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { takeOverPreparation, widestPreparation } from "../../platform/solve/widest-preparation.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";
import { solverError } from "./solver-error.ts";

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

/** What a hypothesis misses for each unit of its noise: as much as repeated runs differ by. */
const MISSED_TIME = 0.04;
const MISSED_THROUGHPUT = 0.015;
const MISSED_SHAPE = 0.5;

/** The model error of a draw on the platform as it is. */
export function modelErrorOf(
  draw: ErrorDraw,
  platform: Platform,
  noiseScale: number,
  shape: readonly number[],
): ModelError {
  const solver = solverError(platform);
  return {
    time: Math.exp(Math.hypot(solver.time, MISSED_TIME * noiseScale) * draw.time),
    throughput: Math.exp(
      Math.hypot(solver.throughput, MISSED_THROUGHPUT * noiseScale) * draw.throughput,
    ),
    shape: shape.map((term, i) => term + MISSED_SHAPE * noiseScale * numberAt(draw.shape, i)),
    imbalance: draw.imbalance,
  };
}

/** What no level has shown, for one draw. */
export function beyondMeasured(users: number, { throughput }: ErrorDraw): BeyondMeasured {
  return { users, drift: DRIFT_BEYOND * throughput };
}

/** Share of what a change does to time and capacity that a hypothesis may be wrong by. */
const WRONG = 0.25;

/** What it may be wrong by where it sees no effect at all. */
const UNSEEN_TIME = 0.04;
const UNSEEN_THROUGHPUT = 0.02;

/** Times the largest measured load: there what a platform can carry shows. */
const AT_THE_CEILING = 2;

/** How fast what percentiles are off by is forgotten, for each e-fold of change. */
const FORGOTTEN = 0.5;

/**
 * The same after a change: what the change does is itself known to a share only, and the shape of
 * response times is as measured the less, the more has changed. What sets a size to what it is changes nothing.
 *
 * @param users the largest measured load, where what a platform can carry is compared
 * @param asItIs what the platform carries, where it is known
 */
export function changedModelError(
  before: ModelError,
  draw: ErrorDraw,
  platform: Platform,
  changed: Platform,
  users: number,
  asItIs: () => Carried = () => carriedBy(platform, users),
): ModelError {
  if (isSame(platform, changed)) return before;
  const from = asItIs();
  const [open, openedChange] = [opened(platform), opened(changed)];
  // What a change does beside the limit is all that is compared.
  if (isSame(open, openedChange)) takeOverPreparation(openedChange, open, AT_THE_CEILING * users);
  const to = carriedBy(changed, users);
  const time = Math.abs(Math.log(to.idle / from.idle));
  const throughput = Math.abs(Math.log(to.carried / from.carried));
  const solver = changed.rateLimit === platform.rateLimit ? 0 : solverError(changed).time;
  const timeDeviation = Math.hypot(WRONG * time, UNSEEN_TIME, solver);
  const throughputDeviation = Math.hypot(WRONG * throughput, UNSEEN_THROUGHPUT);
  const kept = Math.exp(-FORGOTTEN * (time + throughput));
  return {
    ...before,
    time: before.time * Math.exp(timeDeviation * draw.time),
    throughput: before.throughput * Math.exp(throughputDeviation * draw.throughput),
    shape: before.shape.map(
      (term, i) => kept * term + Math.sqrt(1 - kept * kept) * numberAt(draw.shape, i),
    ),
  };
}

/** Levers leave the order of what a platform holds. */
const isSame = (a: Platform, b: Platform) => JSON.stringify(a) === JSON.stringify(b);

const openedOf = new WeakMap<Platform, Platform>();

/**
 * What a platform can carry: its time when idle, and its throughput far beyond the measured loads.
 *
 * @param users the largest measured load
 */
export function carriedBy(platform: Platform, users: number): Carried {
  const ceiling = AT_THE_CEILING * users;
  const prepared = widestPreparation(opened(platform), ceiling);
  return {
    idle: solvePrepared(prepared, 1).responseTime,
    carried: solvePrepared(prepared, ceiling).throughput,
  };
}

/** Without its limit, and copies as one. The same object each time, so that it is prepared once. */
function opened(platform: Platform): Platform {
  const pooled = pooledCopies(platform);
  if (pooled === platform && platform.rateLimit === null) return platform;
  const known = openedOf.get(platform) ?? { ...pooled, rateLimit: null };
  openedOf.set(platform, known);
  return known;
}
