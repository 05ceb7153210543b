/** What every plausible platform would show of the runs of a later test. */
import { largestLoad, type MeasuredRun } from "../../calibration/figures.ts";
import { predictCampaign } from "../../calibration/predict-figures.ts";
import { entryAt } from "../../entry-at.ts";
import { type ModelError, withModelError } from "../../limits/model-error.ts";
import { applyScenarios } from "../../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../../platform/levers/change/require-solved.ts";
import type { ConnectionRoom } from "../../platform/levers/change/wanted-connections.ts";
import type { Platform } from "../../platform/platform.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { widestPreparation } from "../../platform/solve/widest-preparation.ts";
import type { Share } from "../../units.ts";
import type { FittedHypotheses } from "../fit/fit-hypotheses.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";
import { changedModelError } from "../what-if/model-error-of.ts";

/** One plausible platform after the change. */
export interface PredictedRuns {
  /** The figures of all runs in their order, run after run, the model's own errors in them. */
  readonly figures: readonly number[];
  /** Share of failed requests of each run, refused ones included. */
  readonly failed: readonly Share[];
  /** Factor on run-to-run noise that the fit of its hypothesis found. */
  readonly noiseScale: number;
  /** Levers that act on nothing that this platform has. */
  readonly without: readonly LeverName[];
}

/**
 * @param room what the database accepts, as far as known beside the models
 * @throws RangeError where a lever's value makes no sense on a platform
 */
export function predictRuns(
  fitted: FittedHypotheses,
  scenarios: readonly Scenario[],
  runs: readonly MeasuredRun[],
  room: ConnectionRoom = {},
): readonly PredictedRuns[] {
  scenarios.forEach(requireSolved);
  return fitted.draws.map((draw) => {
    const member = fitted.members.find(({ draws }) => draws.includes(draw));
    const { platform, without } = applyScenarios(scenarios, draw.platform, room);
    const error = errorAfter(draw, platform, largestLoad(member?.posterior.runs ?? []));
    return {
      figures: figuresWithError(platform, runs, error),
      failed: failedShares(platform, runs),
      noiseScale: member?.posterior.fit.noiseScale ?? 1,
      without,
    };
  });
}

/** The same error as that of what-ifs, or of limits where nothing is changed. */
function errorAfter(draw: DrawnPlatform, changed: Platform, largest: number): ModelError {
  const { platform, modelError, changeError } = draw;
  if (changed === platform) return modelError;
  return changedModelError(modelError, changeError, platform, changed, largest);
}

function figuresWithError(
  platform: Platform,
  runs: readonly MeasuredRun[],
  error: ModelError,
): readonly number[] {
  const most = largestLoad(runs);
  const prepared = widestPreparation(platform, most);
  const idle = solvePrepared(prepared, 1).responseTime;
  const { runs: predicted } = predictCampaign(platform, runs);
  return predicted.flatMap(({ figures }, i) => {
    const run = entryAt(runs, i);
    const solution = solvePrepared(prepared, run.users);
    const point = { ...solution, users: run.users };
    const seen = withModelError(point, idle, platform.thinkTime, error);
    return figures.map((value, k) => {
      const { quantity } = entryAt(run.figures, k);
      if (quantity === "throughput") return (value * seen.throughput) / solution.throughput;
      if (quantity === "mean") return (value * seen.responseTime) / solution.responseTime;
      return value * seen.percentileFactor(quantity);
    });
  });
}

function failedShares(platform: Platform, runs: readonly MeasuredRun[]): readonly Share[] {
  const most = largestLoad(runs);
  const prepared = preparePlatform(platform, most);
  return runs.map(({ users }) => {
    const { errorRate, refusedShare } = solvePrepared(prepared, users);
    const late =
      platform.clientTimeOut === null
        ? 0
        : platformResponseTimes(prepared, users, "all").clientTimeOutShare;
    return 1 - (1 - refusedShare) * (1 - errorRate) * (1 - late);
  });
}
