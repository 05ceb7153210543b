/** Error counts as figures that a platform with time-outs is held against. */
import type { Observation } from "../measurement/observations.ts";
import { countedErrors } from "../measurement/refusals/admitted-part.ts";
import type { Hypothesis, PlatformSolution } from "../platform/platform.ts";
import type { Share } from "../units.ts";
import { fitErrors } from "./fit-errors.ts";

/** What an error count is of. */
export interface ErrorCount {
  readonly requests: number;
  /** Share of errors whatever the load, as the lighter levels show it. */
  readonly background: Share;
}

export interface ErrorFigure {
  /** Like throughput it does not move with the response times of a slow run. */
  readonly quantity: "throughput";
  readonly endpoint: null;
  readonly errors: ErrorCount;
  readonly measured: number;
  readonly known: number;
  readonly repeat: number;
}

/** Errors come in bursts: shares differ by this much from run to run. */
const REPEATABILITY = 0.3;

/** Half an error more than was counted, so that no count has no logarithm (Jeffreys). */
const HALF = 0.5;

/**
 * Whether errors tell hypotheses apart: one of them has a time-out that errors come from. All are
 * then held against the same counts.
 */
export function countsErrors(hypotheses: readonly Hypothesis[]): boolean {
  return hypotheses.some(({ platform }) =>
    platform.pools.some(({ acquireTimeOut }) => acquireTimeOut !== null),
  );
}

/**
 * The errors of each level that counted them, by the level; incidents are left out, their errors
 * are not caused by load. Of k errors the logarithm is known to 1/√(k + ½).
 */
export function errorFigures(
  observed: readonly Observation[],
): ReadonlyMap<Observation, ErrorFigure> {
  const { background } = fitErrors(observed);
  return new Map(
    observed.flatMap((observation) => {
      const { incident, trust } = observation;
      const { requests, failures } = countedErrors(observation);
      if (incident || requests === undefined || requests === 0 || failures === undefined) return [];
      const weight = 1 / Math.sqrt(trust);
      const figure: ErrorFigure = {
        quantity: "throughput",
        endpoint: null,
        errors: { requests, background },
        measured: (failures + HALF) / (requests + 1),
        known: weight / Math.sqrt(failures + HALF),
        repeat: REPEATABILITY * weight,
      };
      return [[observation, figure] as const];
    }),
  );
}

/** The share of errors that a solved platform shows, with the same half. */
export function errorsAt(solution: PlatformSolution, { requests, background }: ErrorCount): Share {
  const share = 1 - (1 - solution.errorRate) * (1 - background);
  return (share * requests + HALF) / (requests + 1);
}
