/** Which part is most in use at a load, where the explanations have parts of their own. */
import { platformAt } from "../../limits/platform-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { estimateOf } from "../../limits/summarize-draws.ts";
import type { Estimate } from "../../stats/estimate.ts";

export interface FullestPart {
  readonly users: number;
  /** Station or pool that is fullest on most platforms. */
  readonly name: string;
  /** Share of the time that a place is in use, of each platform its own fullest part. */
  readonly inUse: Estimate;
}

/**
 * What a table of the parts that all platforms have cannot show: a pool of workers that one explanation has
 * alone may be full while all that they share is idle.
 *
 * @throws RangeError unless there is a draw and every load is a whole number ≥ 1
 */
export function fullestParts(
  draws: readonly PlausiblePlatform[],
  loads: readonly number[],
): readonly FullestPart[] {
  const most = Math.max(...loads);
  const platforms = draws.map((draw) => platformAt(draw, most));
  return loads.map((users) => {
    const points = platforms.map((at) => at(users));
    const counts = new Map<string, number>();
    for (const { bottleneck } of points) {
      counts.set(bottleneck, (counts.get(bottleneck) ?? 0) + 1);
    }
    const [[name = ""] = []] = [...counts].toSorted((a, b) => b[1] - a[1]);
    const inUse = points.map(({ utilization, bottleneck }) => utilization[bottleneck] ?? 0);
    return { users, name, inUse: estimateOf(inUse, "assumed") };
  });
}
