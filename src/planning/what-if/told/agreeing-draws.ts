/** Draws that no measured load contradicts: what a change gains is told on them. */
import type { Bracket } from "../../../limits/bracket.ts";
import type { PlatformLimits } from "../../../limits/platform-limits.ts";

/** Fewer draws than this have no 5 % of their own on either side. */
export const ENOUGH_DRAWS = 19;

/**
 * Which draws of the platform as it is break between the heaviest load that was measured on the good side
 * of the red line and the lightest past it. A gain is a ratio to that breaking point: a draw that breaks
 * where a measured load did not would count a change as if the platform were another. All of them
 * where too few agree to have ends of their own, or where measured loads contradict one another.
 */
export function agreeingDraws(
  ofDraws: readonly Pick<PlatformLimits, "breakingPoint">[],
  { good, past, contradictory }: Pick<Bracket, "good" | "past" | "contradictory">,
): readonly boolean[] {
  const least = good ?? 0;
  const most = past ?? Number.POSITIVE_INFINITY;
  const agree = ofDraws.map(({ breakingPoint }) => {
    const breaks = breakingPoint ?? Number.POSITIVE_INFINITY;
    return breaks >= least && breaks <= most;
  });
  const enough = agree.filter(Boolean).length >= Math.min(ENOUGH_DRAWS, ofDraws.length);
  return contradictory === null && enough ? agree : ofDraws.map(() => true);
}
