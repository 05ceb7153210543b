import { countsErrors } from "../../calibration/error-figures.ts";
import { fitErrors } from "../../calibration/fit-errors.ts";
import { type MeasuredLevels, measuredLevels } from "../../limits/measured-levels.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/** The levels that limits and curves of these hypotheses are held against. */
export function heldLevels(
  observations: readonly Observation[],
  hypotheses: readonly Hypothesis[],
): MeasuredLevels {
  const seen = seenBy(observations, hypotheses);
  return measuredLevels(seen, countsErrors(hypotheses) ? fitErrors(seen) : null);
}

/**
 * The levels as these hypotheses see them: where platforms say themselves what fails, what times
 * out there is no server that turns away before any work.
 */
export function seenBy(
  observations: readonly Observation[],
  hypotheses: readonly Hypothesis[],
): readonly Observation[] {
  if (!countsErrors(hypotheses)) return observations;
  return observations.map(({ full: _, ...rest }) => rest);
}
