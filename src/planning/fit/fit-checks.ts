/** The fit's own checks and everything it takes for granted, in sentences for a planner. */
import { bestPredictions, type Posterior } from "../../calibration/calibrate.ts";
import { poolSizeGrid } from "../../calibration/pool-size-grid.ts";
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Observation } from "../../measurement/observations.ts";

/** Misfit, in units of how much runs usually differ, from which on the fit is called poor. */
const POOR = 2;

export function fitChecks(
  posterior: Posterior,
  observations: readonly Observation[],
  limits: Limits,
  policy: Policy,
): string[] {
  return [
    ...redLineChecks(posterior, limits, policy),
    ...poolSizeChecks(observations, limits, posterior),
    convergenceCheck(posterior),
    ...(posterior.noiseScale > POOR
      ? [
          "The model follows this campaign poorly; take its limits as rough and look at the residuals before using them.",
        ]
      : []),
    `Noise: measured figures differ from the model ${posterior.noiseScale.toFixed(2)} times as much as repeated runs usually do; the intervals are widened accordingly.`,
  ];
}

/** A level measured past the red line although the interval of the breaking point goes beyond it. */
function redLineChecks(posterior: Posterior, limits: Limits, policy: Policy): string[] {
  const fitted = bestPredictions(posterior);
  const { high } = limits.breakingPoint;
  return posterior.targets.flatMap(({ observation, quantity, measured }, i) => {
    const past = quantity === "p95" && measured > policy.redLine.p95;
    if (!past || (high !== null && high <= observation.users)) return [];
    const model = fitted[i] as number;
    const error = Math.round(100 * (model / measured - 1));
    return [
      `P95 at ${observation.users} users was measured as ${ms(measured)}, past the red line, and fitted as ${ms(model)} (${error} %): runs of one level differ by as much, so the interval of the breaking point reaches ${high === null ? "beyond the predicted loads" : `${Math.round(high)} users`}.`,
    ];
  });
}

/** S = c/X_max against R at the lightest measured level. */
function poolSizeChecks(
  observations: readonly Observation[],
  limits: Limits,
  posterior: Posterior,
): string[] {
  const lightest = observations.find(({ mean, p50 }) => mean !== undefined || p50 !== undefined);
  const light = lightest?.mean ?? lightest?.p50;
  if (lightest === undefined || light === undefined) return [];
  const name = lightest.mean === undefined ? "median" : "mean";
  const peak = limits.peak.throughput.value;
  const known = posterior.fits.length === 1 ? [posterior.best.poolSize] : poolSizeGrid;
  return known.map((poolSize) => {
    const hold = poolSize / peak;
    const verdict =
      hold > 1.5 * light
        ? "so a pool of this size is not the ceiling by itself; a resource inside it saturates first"
        : hold < light / 3
          ? "so a pool of this size fills only if most of the response time is spent outside it"
          : "which agrees: a pool of this size could be the ceiling";
    return `Pool of ${poolSize}: as the only ceiling it would hold each connection for S = c/X_max = ${ms(hold)}; the ${name} response time at ${lightest.users} users is ${ms(light)}, ${verdict}.`;
  });
}

function convergenceCheck({ best, converged, draws }: Posterior): string {
  const share = `${Math.round(100 * converged)} %`;
  return `Best fit ${best.ended}; ${share} of the ${draws.length} fits to randomized data reached their optimum (below 80 % no limits are given).`;
}

function ms(seconds: number): string {
  return `${Number((1000 * seconds).toPrecision(3))} ms`;
}

export const fitAssumptions = [
  "Users think, ask one request, wait for its answer and think again: a closed system.",
  "The pool size is unknown: every value from 5 to 100 connections counts as equally likely on a log scale before the data.",
  "Capacity drifts slowly against one request; a test of some minutes sees all of it.",
  "Requests delay one another in proportion to their work up to a limit, beyond which all wait alike; response times that met the same queue are lognormal.",
  "During the ramp throughput follows the smaller of light-load line and steady state.",
  "Errors: a constant background, and requests that outlast a time-out where errors grow with load; incidents belong to neither.",
] as const;
