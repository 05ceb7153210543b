import type { PlausibleGroup } from "../what-if/plausible-groups.ts";

/**
 * How many draws a probability over these hypotheses carries: as many as one hypothesis alone would
 * need so that all of its draws together say as much. Of n draws all hold with 1 − ½/(n + 1), and of
 * several hypotheses with 1 − Σ w·½/(n + 1). Where some draws of each stand for it in the mixture that
 * limits and verdicts rest on, probabilities are counted over those: as many as `check` counts.
 */
export function carriedDraws(
  groups: readonly Pick<PlausibleGroup, "weight" | "drawn" | "picked">[],
): number {
  const counted = groups.reduce((sum, { picked }) => sum + (picked?.length ?? 0), 0);
  if (counted > 0 && groups.every(({ picked }) => picked !== undefined)) return counted;
  const untold = groups.reduce((sum, { weight, drawn }) => sum + weight / (drawn.length + 1), 0);
  return untold > 0 ? Math.max(1, 1 / untold - 1) : 1;
}
