/** A planner's model with what it lacks, where measurements left out are better predicted with it. */

import type { HypothesisPosterior } from "../../../calibration/calibrate-hypothesis.ts";
import { largestLoad } from "../../../calibration/figures.ts";
import type { LeftOutLevel } from "../../../calibration/leave-level-out.ts";
import type { Hypothesis } from "../../../platform/platform.ts";
import { unknownsOf } from "../../../platform/unknowns-of.ts";
import { additionsTo } from "./additions-to.ts";
import { extendedStarts } from "./extended-starts.ts";

/** A fitted hypothesis and how it predicts each level from the others. */
export interface Scored {
  readonly posterior: HypothesisPosterior;
  readonly leftOut: readonly LeftOutLevel[];
}

/** How fits come about. */
export interface Fitting {
  /** The best fit near places, without draws; null where there is none. */
  readonly fitFrom: (
    hypothesis: Hypothesis,
    starts: readonly (readonly number[])[],
  ) => Scored | null;
  /** Draws around a fit; null where there are none. */
  readonly draw: (found: Scored) => Scored | null;
}

/** Noise, in units of how much runs usually differ, from which on something may be lacking. */
export const LACKING = 1.2;

/** Belief that an addition must bring, as ln of the density of what was left out. */
const WORTH_ADDING = 3;

/** One addition after the other, at most. */
const ROUNDS = 2;

/**
 * The model with the one addition that explains most, then with a second; nothing where the model
 * misses no more than runs differ, where no addition is worth it, or where too few levels can be left out.
 */
export function extendHypothesis(lead: Scored, { fitFrom, draw }: Fitting): readonly Scored[] {
  const kept: Scored[] = [];
  let best = lead;
  for (let round = 0; round < ROUNDS; round++) {
    if (best.leftOut.length === 0 || best.posterior.fit.noiseScale <= LACKING) break;
    const next = bestAddition(best, fitFrom);
    if (next === null || densityOf(next) < densityOf(best) + WORTH_ADDING) break;
    const drawn = draw(next);
    if (drawn === null) break;
    kept.push(drawn);
    best = drawn;
  }
  return kept;
}

function bestAddition(from: Scored, fitFrom: Fitting["fitFrom"]): Scored | null {
  const { hypothesis, unknowns, runs, fit } = from.posterior;
  const means = runs.flatMap(({ observation: { mean, p50 } }) => mean ?? p50 ?? []);
  const scale = {
    lightLoad: means.length > 0 ? Math.min(...means) : 1,
    maxUsers: largestLoad(runs),
  };
  return additionsTo(hypothesis, scale).reduce<Scored | null>((best, addition) => {
    const starts = extendedStarts(unknowns, fit.position, unknownsOf(addition));
    const found = fitFrom(addition, starts);
    if (found === null || (best !== null && densityOf(found) <= densityOf(best))) return best;
    return found;
  }, null);
}

/** ln of the predictive density of all levels. */
export function densityOf({ leftOut }: Scored): number {
  return leftOut.reduce((sum, { logDensity }) => sum + logDensity, 0);
}
