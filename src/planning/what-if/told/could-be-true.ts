import type { HypothesisWeight } from "../../../calibration/weighing/weigh-hypotheses.ts";
import { OVERLOOKED } from "./noticeable.ts";

/** Noise, in units of how much runs usually differ, up to which a model explains a campaign. */
export const EXPLAINS = 2;

/** The standard errors that a hypothesis may lie behind the best and still be the truth. */
export const BEHIND = 2;

/**
 * Whether a hypothesis could be the truth: it follows the figures, and the levels left out do not tell it
 * apart from the best, or do so too little. Two that miss alike may differ by far more than the error
 * of their difference and yet by a few times in likelihood: what has a share that cannot be
 * overlooked could be true.
 *
 * @param noiseScale how much more the measurements differ from it than repeated runs usually differ
 */
export function couldBeTrue(
  noiseScale: number,
  { weight, behind, behindError }: Pick<HypothesisWeight, "weight" | "behind" | "behindError">,
): boolean {
  const toldApart = behind > BEHIND * behindError && weight <= OVERLOOKED;
  return noiseScale <= EXPLAINS && !toldApart;
}
