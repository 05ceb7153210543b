import type { Objectives } from "../../limits/policy.ts";
import type { Level } from "../../measurement/campaign.ts";
import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { type Block, paragraph, table } from "../document/document.ts";

const names = { mean: "mean response time", p95: "P95", p99: "P99", errorRate: "errors" } as const;

/**
 * The objectives against what is predicted at the safe limit and what was measured there, or at the
 * measured load nearest to it, past it before below it.
 */
export function objectivesTable(plan: PlanResult): readonly Block[] {
  const { policy, limits, points, campaign } = plan;
  const safe = limits.safeLimit.value;
  // What was measured at the safe limit itself, else at the first load past it, else at the last below.
  const { levels } = campaign;
  const level = levels.find(({ users }) => users >= safe && safe > 0) ?? nextOrLast(levels, safe);
  // Without a safe limit what is predicted stands beside what was measured, at one load.
  const wanted = safe > 0 ? safe : (level?.users ?? 1);
  const near = points.reduce<CurvePoint | null>(
    (a, b) => (a === null || Math.abs(b.users - wanted) < Math.abs(a.users - wanted) ? b : a),
    null,
  );
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
        `at most ${formatTyped(bound)}`,
        predicted === null ? "–" : formatShort(predicted, (value) => format(value)),
        measured === undefined ? "–" : format(measured),
      ],
    ];
  });
  if (rows.length === 0) return [paragraph("The policy sets no objectives.")];
  const measuredHead =
    level === undefined
      ? "Measured"
      : safe > 0 && level.users > safe
        ? `Measured past the safe limit, at ${formatUsers(level.users)}`
        : safe > level.users
          ? `Measured below it, at ${formatUsers(level.users)}`
          : `Measured at ${formatUsers(level.users)}`;
  const predictedHead =
    near === null
      ? "Predicted"
      : `Predicted at ${formatUsers(near.users)}${near.users === safe ? ", the safe limit" : ""}`;
  return [table(["Objective", "Required", predictedHead, measuredHead], rows)];
}

function nextOrLast(levels: readonly Level[], safe: number): Level | undefined {
  return levels.find(({ users }) => users > safe) ?? levels.at(-1);
}

function measuredAt(level: Level, name: keyof Objectives): number | undefined {
  if (name !== "errorRate") return level.responseTime[name];
  const { requests, failures } = level;
  return requests === undefined || failures === undefined || requests === 0
    ? undefined
    : failures / requests;
}
