import type { Audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { endpointName } from "../measurement/endpoint-name.ts";
import type { Finding } from "../measurement/finding.ts";
import { operatingPoint } from "../measurement/operating-point.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { worstFinding } from "./worst-finding.ts";

/** What is more than a word on how a file was read. */
export function graveNotices(notices: readonly Finding[]): readonly Finding[] {
  return notices.filter(({ severity }) => severity !== "note");
}

/** "7 levels, 10 to 500 users", and how many more measurements than loads there are. */
export function levelsLine({ levels, endpoints }: Campaign): string {
  const loads = [...new Set(levels.map(({ users }) => users))].toSorted((a, b) => a - b);
  const [least = 0, most = 0] = [loads[0], loads.at(-1)];
  const names = new Set(endpoints.map(endpointName)).size;
  const span =
    loads.length === 1 ? formatUsers(least) : `${formatCount(least)} to ${formatUsers(most)}`;
  const different = `${loads.length} different load${loads.length === 1 ? "" : "s"}`;
  const again = levels.length > loads.length ? `, ${different}` : "";
  const rows = names === 0 ? "no endpoints" : `${names} endpoint${names === 1 ? "" : "s"}`;
  return `${levels.length} level${levels.length === 1 ? "" : "s"}, ${span}${again}, ${rows}`;
}

/** What the levels say before any model: highest throughput, and response times at both ends. */
export function measuredLine({ levels }: Campaign): string {
  const points = levels.map(operatingPoint);
  const fastest = points
    .filter(({ throughput }) => throughput !== undefined)
    .toSorted((a, b) => (b.throughput ?? 0) - (a.throughput ?? 0))[0];
  const timed = points.filter(({ mean }) => mean !== undefined);
  const [low, high] = [timed[0], timed.at(-1)];
  const rate =
    fastest?.throughput === undefined
      ? "No throughput was measured"
      : `Highest throughput ${formatThroughput(fastest.throughput)} at ${formatUsers(fastest.users)}`;
  if (low?.mean === undefined || high?.mean === undefined) return `${rate}; no mean response time.`;
  const at = (users: number, mean: number) => `${formatDuration(mean)} at ${formatUsers(users)}`;
  const times =
    low === high
      ? at(low.users, low.mean)
      : `${at(low.users, low.mean)}, ${at(high.users, high.mean)}`;
  return `${rate}; mean response time ${times}.`;
}

/** No load generator pauses for so short a time, s. */
const NEXT_TO_NOTHING = 5e-5;

/** The think time that users, throughput and response times imply, and whether they agree on one. */
export function thinkTimeLine({ thinkTime: found }: Audit): string {
  const { thinkTime, low, high, levels, inconsistent, slopeOff } = found;
  if (levels === 0)
    return "Think time: unknown, since no level has throughput and mean response time.";
  if (thinkTime === null) {
    return "Think time: none is possible: users/throughput is shorter than the response time.";
  }
  if (thinkTime < NEXT_TO_NOTHING && !slopeOff) {
    return "Think time: none by users/throughput − response time, the load generator did not pause.";
  }
  const [least, most] = [low ?? thinkTime, high ?? thinkTime].map((time) => formatDuration(time));
  const range = least === most ? `${least} each` : `${least} to ${most}`;
  const agree = slopeOff
    ? "the levels do not agree on one, see the audit"
    : inconsistent.length > 0
      ? `${inconsistent.length} of ${levels} levels ${inconsistent.length === 1 ? "leaves" : "leave"} it, see the audit`
      : levels === 1
        ? "from one level"
        : `${levels} levels agree (${range})`;
  return `Think time ${formatDuration(thinkTime)} by users/throughput − response time: ${agree}.`;
}

/**
 * The grade, how many findings of each kind, and the worst of them.
 *
 * @param notices what importers noticed; what they warn of stands against the figures as the audit's own
 */
export function auditLine(
  { findings: own, grade }: Audit,
  notices: readonly Finding[] = [],
): string {
  const findings = [...own, ...graveNotices(notices)];
  const worst = worstFinding(findings);
  if (worst === null) return `Audit: grade ${grade.letter}, nothing found.`;
  const counts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}${n === 1 ? "" : "s"}`];
  });
  return `Audit: grade ${grade.letter}; ${counts.join(", ")}; ${worst.severity === "note" ? "first" : "worst"}: ${worst.message}`;
}
