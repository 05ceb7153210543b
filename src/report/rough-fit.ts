/** What has to be said before any limit where no explanation follows the figures. */

import type { PlanResult } from "../planning/plan/plan-result.ts";
import { EXPLAINS } from "../planning/what-if/told/could-be-true.ts";
import { formatNumber } from "../wording/format-number.ts";

/** One sentence; none where an explanation follows the figures, or nothing was fitted. */
export function roughFitLines({ hypotheses: { list } }: Pick<PlanResult, "hypotheses">): string[] {
  const least = Math.min(...list.map(({ noiseScale }) => noiseScale));
  if (list.length === 0 || least <= EXPLAINS) return [];
  return [
    `Rough: no explanation follows the measured figures as closely as repeated runs agree; the nearest misses them ${formatNumber(least, 2)} times as much. Between measured loads the limits are as rough, and of a change nothing can be promised.`,
  ];
}
