import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import type { LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import type { Share } from "../../units.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { tokenName } from "../../wording/token-name.ts";
import { launchText } from "../launch-lines.ts";
import { unsaidReasons } from "../unsaid-reasons.ts";

const verdicts = {
  pass: "PASS",
  fail: "FAIL",
  unknown: "NOT KNOWN WELL ENOUGH",
} as const;

const names = {
  mean: "mean",
  p95: "P95",
  p99: "P99",
  errorRate: "errors",
  refused: "turned away",
} as const;

/** Where no load amounts to the target. */
export function unreachedText(launch: LaunchVerdict): string {
  return launchText(launch).join("\n");
}

/** What `headroom check` prints: the one verdict with its conditions, then the figures that it rests on. */
export function checkText(check: CheckResult, launch: LaunchVerdict): string {
  const { users, safeLimit, remedy } = check;
  const { header, rows } = checkTable(check);
  return [
    ...launchText(launch),
    "",
    `The objectives at ${formatUsers(users)}:`,
    ...unsaidReasons(check, launch).map((reason) => `  ${reason}`),
    "",
    textTable(header, rows),
    "",
    safeLimit === 0
      ? "Safe limit: none, no load is known to hold the objectives"
      : `Safe limit: ${formatUsers(safeLimit)}`,
    // A condition says what to do.
    ...(remedy === null || launch.conditions.length > 0 ? [] : [`Remedy: ${remedy}`]),
  ].join("\n");
}

/** For pipelines: what the objectives alone say of the load, in one sentence. */
export function checkVerdict(check: CheckResult): string {
  const { verdict, users, probability, tokens = [] } = check;
  const held = tokens.every((token) => token.verdict === "holds");
  const promised = held ? "all objectives" : "objectives on whole answers";
  return `${verdicts[verdict]}: ${formatUsers(users)}, ${promised} hold with ${heldWith(probability, check)}`;
}

/** Every objective, its limit, what is predicted and how sure it holds. */
export function checkTable(check: CheckResult) {
  const { objectives, tokens = [] } = check;
  return {
    header: ["objective", "limit", "predicted (90 % interval)", "holds with"],
    rows: [
      ...objectives.map((objective) => checkRow(objective, check)),
      ...tokens.map((token) => [
        tokenName(token),
        formatBound(token.bound),
        "–",
        { holds: "measured", fails: "measured to fail", unknown: "not known" }[token.verdict],
      ]),
    ],
  };
}

export function checkRow(
  { name, limit, predicted, probability }: ObjectiveCheck,
  check: Told,
): readonly string[] {
  const [bound, value] =
    name === "errorRate" || name === "refused"
      ? [formatShareBound, formatShare]
      : [formatBound, formatDuration];
  return [
    names[name],
    bound(limit),
    formatShort(predicted, (one) => value(one)),
    heldWith(probability, check),
  ];
}

/** How sure a probability is told. */
type Told = Pick<CheckResult, "draws" | "unreached">;

/** "97 %"; beyond the measured loads draws agree where nobody knows. */
export function heldWith(probability: Share, { draws, unreached }: Told): string {
  const share = formatProbability(probability, draws);
  return unreached ? `${share} by the models alone` : share;
}
