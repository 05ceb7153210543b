/** The launch gate: do all objectives of the policy hold at a load, and how sure is that? */
import { keysOf } from "../record.ts";
import type { Basis } from "../stats/estimate.ts";
import type { Share } from "../units.ts";
import type { ObjectiveCheck } from "./check-result.ts";
import { platformAt } from "./platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";
import { spread } from "./spread-limits.ts";
import { estimateOf, probabilityOf } from "./summarize-draws.ts";

export interface ObjectivesAt {
  readonly users: number;
  /** P(all objectives hold), not the product of the single ones: they rise and fall together. */
  readonly probability: Share;
  readonly objectives: readonly ObjectiveCheck[];
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
 * @param widening by what factor draws lie too close together
 * @throws RangeError unless users is a whole number ≥ 1 and there is at least one draw
 */
export function checkObjectives(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  users: number,
  basis: Basis,
  widening = 1,
): ObjectivesAt {
  if (draws.length === 0) throw new RangeError("draws must hold at least one platform, got none");
  const points = draws.map((draw) => platformAt(draw, users)(users));
  const names = keysOf(readings);
  const refuses = draws.some(({ rateLimit }) => rateLimit !== null);
  const limits = { ...policy.objectives, ...(refuses ? { refused: policy.refused } : {}) };
  const asked = names.flatMap((name) => {
    const limit = limits[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
  // What may be 0 is not moved.
  const read = asked.map((objective) => {
    const values = points.map(readings[objective.name]);
    return {
      ...objective,
      values: isShare(objective.name) ? values : spread(values, widening),
    };
  });
  const share = (test: (draw: number) => boolean) =>
    probabilityOf(points.filter((_, i) => test(i)).length, points.length);
  return {
    users,
    probability:
      asked.length === 0
        ? 1
        : share((i) =>
            read.every(({ values, limit }) => (values[i] ?? Number.POSITIVE_INFINITY) <= limit),
          ),
    objectives: read.map(({ values, ...objective }) => ({
      ...objective,
      predicted: estimateOf(values, basis),
      probability: share((i) => (values[i] ?? Number.POSITIVE_INFINITY) <= objective.limit),
    })),
  };
}
