import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import type { LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { launchText } from "../launch-lines.ts";

const verdicts = {
  pass: "PASS",
  fail: "FAIL",
  unknown: "NOT KNOWN WELL ENOUGH",
} as const;

const names = { mean: "mean", p95: "P95", p99: "P99", errorRate: "errors" } as const;

/** Where no load amounts to the target. */
export function unreachedText(launch: LaunchVerdict): string {
  return launchText(launch).join("\n");
}

/** What `headroom check` prints: the verdict with its conditions, then what the figures say. */
export function checkText(check: CheckResult, launch: LaunchVerdict): string {
  const { users, verdict, probability, draws, objectives, safeLimit, reasons, remedy } = check;
  return [
    ...launchText(launch),
    "",
    `${verdicts[verdict]}: ${formatUsers(users)}, all objectives hold with ${formatProbability(probability, draws)}`,
    ...reasons.map((reason) => `  ${reason}`),
    "",
    textTable(
      ["objective", "limit", "predicted (90 % interval)", "holds with"],
      objectives.map((objective) => row(objective, draws)),
    ),
    "",
    safeLimit === 0
      ? "Safe limit: none, no load is known to hold the objectives"
      : `Safe limit: ${formatUsers(safeLimit)}`,
    ...(remedy === null ? [] : [`Remedy: ${remedy}`]),
  ].join("\n");
}

function row({ name, limit, predicted, probability }: ObjectiveCheck, draws: number): string[] {
  const [bound, value] =
    name === "errorRate" ? [formatShareBound, formatShare] : [formatBound, formatDuration];
  return [
    names[name],
    bound(limit),
    formatShort(predicted, (one) => value(one)),
    formatProbability(probability, draws),
  ];
}
