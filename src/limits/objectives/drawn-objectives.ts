/** What each draw makes of each objective at a load: what the launch gate counts. */
import { keysOf } from "../../record.ts";
import type { ObjectiveCheck } from "../check-result.ts";
import { platformAt } from "../platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "../plausible-platform.ts";
import type { Policy } from "../policy.ts";
import { spread } from "../spread-limits.ts";

export interface DrawnObjective extends Pick<ObjectiveCheck, "name" | "limit"> {
  /** Of each draw, in the order of the draws. */
  readonly values: readonly number[];
}

const readings: Readonly<Record<ObjectiveCheck["name"], (point: PlatformPoint) => number>> = {
  mean: ({ mean }) => mean,
  p95: (point) => point.percentile("p95"),
  p99: (point) => point.percentile("p99"),
  errorRate: ({ errorRate }) => errorRate,
  refused: ({ refusedShare }) => refusedShare,
};

/** Shares may be 0. */
const isShare = (name: ObjectiveCheck["name"]) => name === "errorRate" || name === "refused";

/**
 * Only objectives that the policy sets; what a rate limit turns away where a draw has one.
 *
 * @param widening by what factor draws lie too close together
 */
export function drawnObjectives(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  users: number,
  widening = 1,
): readonly DrawnObjective[] {
  const points = draws.map((draw) => platformAt(draw, users)(users));
  const refuses = draws.some(({ rateLimit }) => rateLimit !== null);
  const limits = { ...policy.objectives, ...(refuses ? { refused: policy.refused } : {}) };
  return keysOf(readings).flatMap((name) => {
    const limit = limits[name];
    if (limit === undefined) return [];
    const values = points.map(readings[name]);
    // What may be 0 is not moved.
    return [{ name, limit, values: isShare(name) ? values : spread(values, widening) }];
  });
}

/** Of how many draws every objective holds. */
export function holdingDraws(objectives: readonly DrawnObjective[], draws: number): number {
  return Array.from({ length: draws }).filter((_, i) =>
    objectives.every(({ values, limit }) => (values[i] ?? Number.POSITIVE_INFINITY) <= limit),
  ).length;
}
