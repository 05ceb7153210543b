/** The fit as a planner reads it: parameters with intervals, residuals, checks, assumptions. */
import { bestPredictions, type Posterior } from "../../calibration/calibrate.ts";
import { leaveOneLevelOut } from "../../calibration/leave-one-level-out.ts";
import { LEAST_TARGETS, targets } from "../../calibration/misfit.ts";
import { poolSizeRange } from "../../calibration/pool-size-grid.ts";
import { modelOf } from "../../calibration/unknowns.ts";
import { findLimits } from "../../limits/find-limits.ts";
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { FitSummary, FittedParameter, Residual } from "../plan/plan-result.ts";
import { sharedAssumptions } from "../what-if/assumed-draws.ts";
import { type FittedCampaign, refit } from "./fit-campaign.ts";
import { fitAssumptions, fitChecks } from "./fit-checks.ts";

/** A 90 % interval of a normal law is 2 × 1.645 standard deviations wide. */
const WIDTH_OF_INTERVAL = 3.29;

export function fittedParameters(posterior: Posterior): FittedParameter[] {
  const { unknowns, draws } = posterior;
  const rest = unknowns.map((unknown, i): FittedParameter => {
    const positions = intervalOf(draws.map(({ point }) => point[i] as number));
    const prior = WIDTH_OF_INTERVAL * unknown.deviation;
    return {
      name: unknown.name,
      unit: unknown.unit,
      meaning: unknown.meaning,
      ...intervalOf(draws.map(({ point }) => unknown.toValue(point[i] as number))),
      learned: shareLearned(positions.high - positions.low, prior),
    };
  });
  const sizes = draws.map(({ poolSize }) => poolSize);
  const logs = intervalOf(sizes.map(Math.log));
  const prior = 0.9 * Math.log(poolSizeRange.to / poolSizeRange.from);
  const poolSize: FittedParameter = {
    name: "poolSize",
    unit: "",
    meaning: "requests that hold a connection at once (c)",
    ...intervalOf(sizes),
    learned: shareLearned(logs.high - logs.low, prior),
  };
  return [poolSize, ...rest];
}

function shareLearned(width: number, priorWidth: number): number {
  return Math.min(Math.max(1 - width / priorWidth, 0), 1);
}

export function residuals(posterior: Posterior): Residual[] {
  const fitted = bestPredictions(posterior);
  const leftOut = leaveOneLevelOut(posterior);
  return posterior.targets.map(({ observation, quantity, measured }, i) => {
    const prediction = leftOut[i] ?? null;
    return {
      users: observation.users,
      run: observation.run,
      quantity,
      measured,
      fitted: fitted[i] as number,
      error: (fitted[i] as number) / measured - 1,
      leftOut: prediction,
      leftOutError: prediction === null ? null : prediction / measured - 1,
    };
  });
}

/** Everything the report says about the fit, side questions included. */
export function summarizeFit(
  fitted: FittedCampaign,
  policy: Policy,
  limits: Limits,
  seed: number,
): FitSummary {
  const { posterior, observations, audit } = fitted;
  const limitsWith = (change: Parameters<typeof refit>[2]) =>
    findLimits(refit(fitted, seed, change), policy, fitted.search).limits;
  const left = targets(observations.filter(({ incident }) => !incident));
  const loadsLeft = new Set(left.map(({ observation }) => observation.users)).size;
  return {
    ended: posterior.ended,
    iterations: posterior.iterations,
    parameters: fittedParameters(posterior),
    residuals: residuals(posterior),
    checks: fitChecks(posterior, observations, limits, policy),
    assumptions: [...fitAssumptions, ...sharedAssumptions],
    atPoolSize: posterior.fits.map(({ poolSize, point, cost }) => {
      const model = modelOf(posterior.unknowns, point, poolSize);
      return {
        poolSize,
        serviceTime: model.serviceTime,
        misfit: cost - posterior.best.cost,
        limits: limitsWith({ poolSize }),
      };
    }),
    withoutIncidents:
      audit.incidents.length > 0 && loadsLeft >= 2 && left.length >= LEAST_TARGETS
        ? limitsWith({ without: audit.incidents })
        : null,
  };
}
