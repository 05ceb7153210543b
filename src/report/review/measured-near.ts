/** What was measured nearest to a limit. */
import type { Level } from "../../measurement/campaign.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { shownLevels, shownThroughput } from "../../planning/plan/shown-levels.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";

type Ground = Pick<PlanResult, "campaign" | "policy" | "timeOuts">;

/** "154 req/s at 300 users", the largest throughput that was measured. */
export function largestThroughput(ground: Ground): string {
  const best = shownLevels(ground)
    .filter(({ quality }) => quality === "measured")
    .map((level) => ({ users: level.users, throughput: shownThroughput(ground, level) ?? 0 }))
    .reduce((a, b) => (b.throughput > a.throughput ? b : a), { users: 0, throughput: 0 });
  return best.throughput === 0
    ? "nothing"
    : `${formatThroughput(best.throughput)} at ${formatUsers(best.users)}`;
}

/** The measured loads on both sides of the red line. */
export function brokenLevels({ campaign, policy }: Ground): string {
  const measured = campaign.levels.filter(({ responseTime }) => responseTime.p95 !== undefined);
  const past = (level: Level) => (level.responseTime.p95 ?? 0) > policy.redLine.p95;
  const describe = (level: Level) =>
    `P95 ${formatDuration(level.responseTime.p95 ?? 0)} at ${formatUsers(level.users)}`;
  const first = measured.find(past);
  const last = measured.findLast(
    (level) => !past(level) && (first === undefined || level.users < first.users),
  );
  return (
    [last, first].flatMap((level) => (level === undefined ? [] : [describe(level)])).join(", ") ||
    "nothing near it"
  );
}
