/** The launch gate: do all objectives of the policy hold at a load, and how sure is that? */
import { keysOf } from "../record.ts";
import type { Basis } from "../stats/estimate.ts";
import type { Share } from "../units.ts";
import type { ObjectiveCheck } from "./check-result.ts";
import { platformAt } from "./platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";
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
};

/** @throws RangeError unless users is a whole number ≥ 1 and there is at least one draw */
export function checkObjectives(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  users: number,
  basis: Basis,
): ObjectivesAt {
  if (draws.length === 0) throw new RangeError("draws must hold at least one platform, got none");
  const points = draws.map((draw) => platformAt(draw, users)(users));
  const names = keysOf(readings);
  const asked = names.flatMap((name) => {
    const limit = policy.objectives[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
  const holds = (point: PlatformPoint, { name, limit }: (typeof asked)[number]) =>
    readings[name](point) <= limit;
  const share = (test: (point: PlatformPoint) => boolean) =>
    probabilityOf(points.filter(test).length, points.length);
  return {
    users,
    probability:
      asked.length === 0
        ? 1
        : share((point) => asked.every((objective) => holds(point, objective))),
    objectives: asked.map((objective) => ({
      ...objective,
      predicted: estimateOf(points.map(readings[objective.name]), basis),
      probability: share((point) => holds(point, objective)),
    })),
  };
}
