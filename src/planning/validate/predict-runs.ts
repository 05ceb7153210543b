/** What every plausible platform would show of the runs of a later test. */
import type { MeasuredRun } from "../../calibration/figures.ts";
import { predictFigures } from "../../calibration/predict-figures.ts";
import type { ModelError } from "../../limits/model-error.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../../platform/levers/change/require-solved.ts";
import type { Platform } from "../../platform/platform.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import type { Share } from "../../units.ts";
import type { FittedHypotheses } from "../fit/fit-hypotheses.ts";

/** One plausible platform after the change. */
export interface PredictedRuns {
  /** The figures of all runs in their order, run after run. */
  readonly figures: readonly number[];
  /** Share of failed requests of each run, refused ones included. */
  readonly failed: readonly Share[];
  /** Factor on run-to-run noise that the fit of its hypothesis found. */
  readonly noiseScale: number;
  readonly modelError: ModelError;
  /** Levers that act on nothing that this platform has. */
  readonly without: readonly LeverName[];
}

/** @throws RangeError where a lever's value makes no sense on a platform */
export function predictRuns(
  fitted: FittedHypotheses,
  scenarios: readonly Scenario[],
  runs: readonly MeasuredRun[],
): readonly PredictedRuns[] {
  scenarios.forEach(requireSolved);
  return fitted.draws.map((draw) => {
    const member = fitted.members.find(({ draws }) => draws.includes(draw));
    const without: LeverName[] = [];
    let platform = draw.platform;
    for (const scenario of scenarios) {
      const applied = applyScenario(scenario, platform);
      platform = applied.platform;
      without.push(...applied.without);
    }
    return {
      figures: predictFigures(platform, runs),
      failed: failedShares(platform, runs),
      noiseScale: member?.posterior.fit.noiseScale ?? 1,
      modelError: draw.modelError,
      without,
    };
  });
}

function failedShares(platform: Platform, runs: readonly MeasuredRun[]): readonly Share[] {
  const most = runs.reduce((a, { users }) => Math.max(a, users), 1);
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
