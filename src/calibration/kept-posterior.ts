/** A posterior as plain data that can be put away, and taken up again. */
import type { Hypothesis, Platform } from "../platform/platform.ts";
import { type Unknown, unknownsOf } from "../platform/unknowns-of.ts";
import type { Share } from "../units.ts";
import type { HypothesisPosterior } from "./calibrate-hypothesis.ts";
import type { MeasuredRun } from "./figures.ts";
import type { HypothesisFit } from "./fit-hypothesis.ts";
import { coordinateCount, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { isListOf, isNumber, isRecordOf } from "./plain-record.ts";
import { pooledRuns } from "./pooling/pooled-runs.ts";
import { platformAtPosition } from "./solved/platform-at-position.ts";

type Position = readonly number[];

/** What follows from hypothesis and measurements is left out: unknowns, runs, platforms. */
export type KeptPosterior = Omit<
  HypothesisPosterior,
  "hypothesis" | "unknowns" | "runs" | "draws" | "platforms"
> & {
  /** Positions that occur among the draws, each once. */
  readonly positions: readonly Position[];
  /** The draws, as indices into the positions. */
  readonly picks: readonly number[];
};

/** The share by which a cost that is computed again may differ: nothing but rounding. */
const SAME_COST = 1e-9;

export function keptPosterior(posterior: HypothesisPosterior): KeptPosterior {
  const { hypothesis, unknowns, runs, draws, platforms, ...rest } = posterior;
  const positions = [...new Set(draws)];
  const index = new Map(positions.map((position, i) => [position, i]));
  return { ...rest, positions, picks: draws.map((draw) => index.get(draw) ?? 0) };
}

/**
 * The posterior of kept data, or null where the data are not that of this hypothesis and these runs:
 * of another shape, without a platform at one of its positions, or with a cost that the best
 * position does not have.
 *
 * @param leastDraws fewer are not what was asked for
 * @param sameCost larger where another engine, whose exponentials end in other digits, has made it;
 *   null where whoever kept it answers for every byte, and for what it was made of: no cost is
 *   computed again
 */
export function restoredPosterior(
  kept: unknown,
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  leastDraws = 1,
  sameCost: Share | null = SAME_COST,
): HypothesisPosterior | null {
  const unknowns = unknownsOf(hypothesis);
  const held = pooledRuns(runs);
  if (!isKept(kept, coordinateCount(hypothesis, unknowns, held))) return null;
  if (kept.picks.length < leastDraws) return null;
  const { positions, picks, ...rest } = kept;
  const { cost } = rest.fit;
  try {
    if (sameCost !== null) {
      const again = costOf(rest.fit, hypothesis, unknowns, held);
      if (!(Math.abs(again - cost) <= sameCost * Math.abs(cost))) return null;
    }
    const platforms = positions.map((one) => platformAtPosition(hypothesis, unknowns, one));
    return {
      ...rest,
      hypothesis,
      unknowns,
      runs,
      draws: picks.map((i) => positions[i] as Position),
      platforms: picks.map((i) => platforms[i] as Platform),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

function costOf(
  { position, noiseScale }: HypothesisFit,
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
): number {
  const residuals = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale)(position);
  return residuals.reduce((sum, r) => sum + r * r, 0) / 2;
}

const isShare = (value: unknown) => isNumber(value) && value >= 0 && value <= 1;

function isKept(value: unknown, coordinates: number): value is KeptPosterior {
  const isPosition = (one: unknown) =>
    Array.isArray(one) && one.length === coordinates && one.every(isNumber);
  const isSquare = (rows: unknown) =>
    Array.isArray(rows) && rows.length === coordinates && rows.every(isPosition);
  const isFit = (one: unknown) =>
    isRecordOf<HypothesisFit>(one, {
      position: isPosition,
      cost: isNumber,
      covariance: isSquare,
      ended: (word) => word === "converged" || word === "limit",
      noiseScale: (scale) => isNumber(scale) && scale > 0,
      others: (rows) => isListOf(rows, isPosition),
    });
  const shaped = isRecordOf<KeptPosterior>(value, {
    fit: isFit,
    ended: (word) => word === "converged" || word === "stalled",
    solved: isShare,
    effectiveSize: isNumber,
    rHat: isNumber,
    positions: (rows) => isListOf(rows, isPosition),
    picks: (list) => isListOf(list, Number.isSafeInteger),
  });
  return shaped && value.picks.every((i) => value.positions[i] !== undefined);
}
