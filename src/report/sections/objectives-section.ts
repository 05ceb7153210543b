import type { Objectives } from "../../limits/policy.ts";
import type { Level } from "../../measurement/campaign.ts";
import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatCount } from "../../wording/format-users.ts";
import { markdownTable } from "../../wording/markdown-table.ts";

const names = { mean: "mean response time", p95: "P95", p99: "P99", errorRate: "errors" } as const;

/**
 * The objectives against what was measured at the first load past the safe limit and what
 * is predicted at the predicted load nearest to it.
 */
export function objectivesSection(plan: PlanResult): string {
  const { policy, limits, points, campaign } = plan;
  const safe = limits.safeLimit.value;
  const near = points.reduce<CurvePoint | null>(
    (a, b) => (a === null || Math.abs(b.users - safe) < Math.abs(a.users - safe) ? b : a),
    null,
  );
  const level = campaign.levels.find(({ users }) => users > safe);
  const rows = (["mean", "p95", "p99", "errorRate"] as const).flatMap((name) => {
    const bound = policy.objectives[name];
    if (bound === undefined) return [];
    const [format, formatTyped] =
      name === "errorRate" ? [formatShare, formatShareBound] : [formatDuration, formatBound];
    const measured = level === undefined ? undefined : measuredAt(level, name);
    const predicted =
      near === null ? null : name === "errorRate" ? near.errorRate : near.responseTime[name];
    return [
      [
        names[name],
        measured === undefined ? "–" : format(measured),
        predicted === null ? "–" : formatShort(predicted, (value) => format(value)),
        `at most ${formatTyped(bound)}`,
      ],
    ];
  });
  if (rows.length === 0) return "## Objectives\n\nThe policy sets none.";
  const measuredHead =
    level === undefined ? "Measured" : `Measured at ${formatCount(level.users)} users`;
  const predictedHead =
    near === null ? "Predicted" : `Predicted at ${formatCount(near.users)} users`;
  return [
    "## Objectives",
    "",
    `The first load measured past the safe limit, and what is predicted beside the safe limit of ${formatCount(safe)}.`,
    "",
    markdownTable(["Objective", measuredHead, predictedHead, "Required"], rows),
  ].join("\n");
}

function measuredAt(level: Level, name: keyof Objectives): number | undefined {
  if (name !== "errorRate") return level.responseTime[name];
  const { requests, failures } = level;
  return requests === undefined || failures === undefined || requests === 0
    ? undefined
    : failures / requests;
}
