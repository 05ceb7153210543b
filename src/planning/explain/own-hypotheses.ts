/** The planner's own explanations, fitted as `plan` fits them: the nearest of those that stand for one another. */
import type { MeasuredRun } from "../../calibration/figures.ts";
import {
  fitFrom,
  fitHypothesis,
  fitNear,
  fitRoughly,
  type HypothesisFit,
} from "../../calibration/fit-hypothesis.ts";
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
    const from = start === undefined ? {} : { starts: [start.position, ...start.others] };
    const nearest = nearestOf(hypothesis, (one) =>
      fitOf(one, runs, seed, { ...from, rough: true }),
    );
    const { near } = nearest;
    const one = unweighed(null, nearest.hypothesis, runs, seed, near === null ? from : { near });
    if (one !== null) found.push(one);
  }
  return found;
}

/** Where a fit is looked for; everywhere without. */
interface LookedFor {
  readonly starts?: readonly (readonly number[])[];
  readonly near?: HypothesisFit;
  /** The search alone (`fitRoughly`). */
  readonly rough?: boolean;
}

/** A hypothesis with its fit and the levels left out; null where no platform can be so. */
export function unweighed(
  structure: Unweighed["structure"],
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  where: LookedFor = {},
): Unweighed | null {
  const found = fitOf(hypothesis, runs, seed, where);
  if (typeof found === "string") return null;
  try {
    const leftOut = leaveLevelOut({ ...found, unknowns: unknownsOf(hypothesis), runs });
    return { structure, runs, leftOut, ...found };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** The fit, or why there is none: a prior that allows no platform here explains nothing. */
function fitOf(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  where: LookedFor,
): { readonly hypothesis: Hypothesis; readonly fit: HypothesisFit } | string {
  try {
    return { hypothesis, fit: fitWhere(hypothesis, runs, seed, where) };
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function fitWhere(
  hypothesis: Hypothesis,
  runs: readonly MeasuredRun[],
  seed: number,
  { starts, near, rough = false }: LookedFor,
): HypothesisFit {
  const unknowns = unknownsOf(hypothesis);
  const random = RandomStream.fromSeed(seed, 3);
  if (rough) return fitRoughly(hypothesis, unknowns, runs, starts ?? null, random);
  if (starts !== undefined) return fitFrom(hypothesis, unknowns, runs, starts);
  if (near !== undefined) return fitNear(hypothesis, unknowns, runs, near);
  return fitHypothesis(hypothesis, unknowns, runs, random);
}
