/** The planner's own explanations, fitted as `plan` fits them: the nearest of those that stand for one another. */
import type { MeasuredRun } from "../../calibration/figures.ts";
import { fitFrom, fitHypothesis } from "../../calibration/fit-hypothesis.ts";
import { leaveLevelOut } from "../../calibration/leave-level-out.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { isLacking } from "../fit/is-lacking.ts";
import { nearestOf } from "../fit/nearest-of.ts";
import type { Unweighed } from "./tried-hypothesis.ts";

/** Those that can be fitted, in their order; what is only for want of another not where one follows the figures. */
export function ownHypotheses(
  own: readonly Hypothesis[],
  runs: readonly MeasuredRun[],
  seed: number,
): readonly Unweighed[] {
  const found: Unweighed[] = [];
  for (const hypothesis of own) {
    if (hypothesis.onlyWhereLacking && !isLacking(found)) continue;
    const start = found.find((one) => one.hypothesis.name === hypothesis.startsAt)?.fit;
    const starts = start && [start.position, ...start.others];
    const nearest = nearestOf(
      hypothesis,
      (one) => fitOf(one, runs, seed, starts) ?? "the priors allow no platform here",
    );
    const { starts: from = starts } = nearest.from;
    const one = unweighed(null, nearest.hypothesis, runs, seed, from);
    if (one !== null) found.push(one);
  }
  return found;
}

/** A hypothesis with its fit and the levels left out; null where no platform can be so. */
export function unweighed(
  structure: Unweighed["structure"],
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  starts?: readonly (readonly number[])[],
): Unweighed | null {
  const found = fitOf(hypothesis, runs, seed, starts);
  if (found === null) return null;
  try {
    const leftOut = leaveLevelOut({ ...found, unknowns: unknownsOf(hypothesis), runs });
    return { structure, runs, leftOut, ...found };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** @param starts where it is looked for; everywhere without */
function fitOf(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  starts: readonly (readonly number[])[] | undefined,
) {
  const unknowns = unknownsOf(hypothesis);
  try {
    const fit =
      starts === undefined
        ? fitHypothesis(hypothesis, unknowns, runs, RandomStream.fromSeed(seed, 3))
        : fitFrom(hypothesis, unknowns, runs, starts);
    return { hypothesis, fit };
  } catch (error) {
    // A prior that allows no platform here explains nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
