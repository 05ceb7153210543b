import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import { LACKING } from "./extension/extend-hypothesis.ts";

/** Whether each of several fits misses the figures by more than runs differ: something may be lacking. */
export function isLacking(
  fitted: readonly { readonly fit: Pick<HypothesisFit, "noiseScale"> }[],
): boolean {
  return fitted.every(({ fit }) => fit.noiseScale > LACKING);
}
