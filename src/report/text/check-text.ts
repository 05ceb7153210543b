import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { tokenName } from "../../wording/token-name.ts";

const verdicts = {
  pass: "PASS",
  fail: "FAIL",
  unknown: "NOT KNOWN WELL ENOUGH",
} as const;

const names = { mean: "mean", p95: "P95", p99: "P99", errorRate: "errors" } as const;

/** What `headroom check` prints: the verdict, its reasons, every objective, the safe limit. */
export function checkText(check: CheckResult): string {
  const { users, verdict, probability, draws, objectives, safeLimit, reasons, remedy } = check;
  const held = (check.tokens ?? []).every((token) => token.verdict === "holds");
  const promised = held ? "all objectives" : "objectives on whole answers";
  return [
    `${verdicts[verdict]}: ${formatUsers(users)}, ${promised} hold with ${formatProbability(probability, draws)}`,
    ...reasons.map((reason) => `  ${reason}`),
    "",
    textTable(
      ["objective", "limit", "predicted (90 % interval)", "holds with"],
      [
        ...objectives.map((objective) => row(objective, draws)),
        ...(check.tokens ?? []).map((token) => [
          tokenName(token),
          formatBound(token.bound),
          "–",
          { holds: "measured", fails: "measured to fail", unknown: "not known" }[token.verdict],
        ]),
      ],
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
