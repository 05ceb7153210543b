/**
 * A prediction held against what was measured later: the hypotheses are fitted to `before` alone,
 * the levers applied, and every level of `after` is predicted as one run of a test would show it.
 */

import { type MeasuredRun, measuredRuns } from "../../calibration/figures.ts";
import { fitErrors } from "../../calibration/fit-errors.ts";
import type { Quantity } from "../../calibration/quantity.ts";
import { entryAt } from "../../entry-at.ts";
import { measuredLevels } from "../../limits/measured-levels.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import { unseenLoads } from "../../limits/unseen-loads.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { ConnectionRoom } from "../../platform/levers/change/wanted-connections.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";
import { type FittedHypotheses, fitHypotheses } from "../fit/fit-hypotheses.ts";
import { type QuantityScore, scoreFigures } from "../fit/score-figures.ts";
import { capacityRatio } from "../what-if/capacity-ratio.ts";
import { type ConnectionsWanted, connectionsWanted } from "../what-if/connections-wanted.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import { matchingLoads } from "../what-if/matching-loads.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import { compareRuns } from "./compare-runs.ts";
import { type PredictedRuns, predictRuns } from "./predict-runs.ts";
import type { ValidatedFigure } from "./validated-figure.ts";

export interface ValidationInput {
  readonly before: Campaign;
  readonly after: Campaign;
  readonly hypotheses: readonly Hypothesis[];
  /** Pulled one after the other, all of them; none to predict a repetition. */
  readonly scenarios: readonly Scenario[];
  /** What the database accepts and who else asks it, as far as known beside the models. */
  readonly room?: ConnectionRoom;
  readonly seed: number;
  readonly onProgress?: (stage: string, done: number) => void;
}

export interface Validation {
  readonly figures: readonly ValidatedFigure[];
  readonly scores: readonly QuantityScore[];
  /** Of the rule of thumb "throughput × capacity ratio". */
  readonly capacityRatio: number;
  readonly weights: readonly { readonly name: string; readonly weight: number }[];
  /** Hypotheses that could not be fitted, and why. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
  /** Run-to-run noise of the fits, in units of how much runs usually differ, by weight. */
  readonly noiseScale: number;
  /** What the change would have opened beyond what the database accepts; null where all fits, or nobody knows. */
  readonly refusal: ConnectionsWanted | null;
  /** Levers that act on nothing in some of the plausible platforms. */
  readonly without: readonly LeverName[];
  /** Levels of `after` that nothing could be compared at, with the reason. */
  readonly leftOut: readonly { readonly users: number; readonly run: string }[];
}

/**
 * @throws RangeError if no hypothesis could be fitted, or before and after have no load in common
 * @throws ScenarioError when a lever makes no sense on this platform
 */
export function validate(input: ValidationInput): Validation {
  if (matchingLoads(input.before, input.after).length === 0) {
    throw new RangeError("before and after must have a load in common, got none");
  }
  const { seed, onProgress } = input;
  const audited = audit(input.before);
  const errors = fitErrors(observations(input.before, audited));
  const options = { seed, ...(onProgress === undefined ? {} : { onProgress }) };
  const fitted = fitHypotheses(input.before, audited, errors, input.hypotheses, options);
  return validateFitted(fitted, input);
}

/**
 * The same with hypotheses that have been fitted to `before` already, and nothing else.
 *
 * @throws ScenarioError when a lever makes no sense on this platform
 */
export function validateFitted(
  fitted: FittedHypotheses,
  {
    before,
    after,
    scenarios,
    room,
  }: Pick<ValidationInput, "before" | "after" | "scenarios" | "room">,
): Validation {
  const runs = runsToPredict(after);
  const predictions = tryToPredict(fitted, scenarios, runs, room);
  const { platform } = entryAt(fitted.draws, 0);
  const ratio = capacityRatio(scenarios, platform);
  const reachAt = unseenAfter(fitted, before, scenarios);
  const figures = compareRuns(runs, after, predictions, { campaign: before, ratio }, reachAt);
  const told = (users: number, run: string) =>
    figures.some((figure) => figure.users === users && figure.run === run);
  return {
    figures,
    scores: scoreFigures(figures),
    capacityRatio: ratio,
    weights: fitted.members.map(({ posterior, weight }) => ({
      name: posterior.hypothesis.name,
      weight: weight.weight,
    })),
    excluded: fitted.excluded,
    noiseScale: fitted.members.reduce(
      (sum, { posterior, weight }) => sum + weight.weight * posterior.fit.noiseScale,
      0,
    ),
    refusal: connectionsWanted(
      scenarios,
      fitted.members.map(({ draws: drawn }) => ({
        drawn,
        ...(room === undefined ? {} : { room }),
      })),
    ),
    without: [...new Set(predictions.flatMap(({ without }) => without))],
    leftOut: after.levels
      .filter(({ users, run }) => !told(users, run))
      .map(({ users, run }) => ({ users, run })),
  };
}

/** What a changed platform does at loads that were never reached, no figure before it bounds. */
function unseenAfter(
  { draws }: FittedHypotheses,
  before: Campaign,
  scenarios: readonly Scenario[],
): ReturnType<typeof unseenLoads> {
  if (scenarios.length > 0) return () => null;
  const cycle = intervalOf(draws.map((draw) => plausible(draw).lightLoadCycle)).low;
  return unseenLoads(measuredLevels(observations(before, audit(before))), cycle);
}

function tryToPredict(
  fitted: Parameters<typeof predictRuns>[0],
  scenarios: readonly Scenario[],
  runs: readonly MeasuredRun[],
  room: ConnectionRoom | undefined,
): readonly PredictedRuns[] {
  try {
    return predictRuns(fitted, scenarios, runs, room);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(scenarios.map(({ name }) => name).join(", "), error.message);
  }
}

/** The totals of each level; endpoints would let one slow request class count several times. */
function runsToPredict(after: Campaign): readonly MeasuredRun[] {
  const wanted: ReadonlySet<Quantity> = new Set(["throughput", "mean", "p50", "p95", "p99"]);
  return measuredRuns({ ...after, endpoints: [] }, audit(after), new Set()).map((run) => ({
    ...run,
    figures: run.figures.filter(({ quantity }) => wanted.has(quantity)),
  }));
}
