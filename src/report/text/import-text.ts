import type { Audit } from "../../measurement/audit.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import { operatingPoint } from "../../measurement/operating-point.ts";
import { percentileBounds } from "../../measurement/percentile-bounds.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatCount } from "../../wording/format-users.ts";
import { shellWord } from "../../wording/shell-word.ts";
import { textTable } from "../../wording/text-table.ts";
import { auditLine, levelsLine, thinkTimeLine } from "../campaign-lines.ts";

export interface ImportSummary {
  readonly campaign: Campaign;
  /** What the importers noticed. */
  readonly notices: readonly Finding[];
  readonly audit: Audit;
  /** Files and runs that were left out. */
  readonly leftOut: number;
  /** Where the campaign was written. */
  readonly folder: string;
}

/** A longer table hides what is said below it. */
const MOST_ROWS = 25;

/** What `headroom import` prints: the levels as read, what was assumed, and where they lie. */
export function importText({ campaign, notices, audit, leftOut, folder }: ImportSummary): string {
  const rows = campaign.levels.map((level) => {
    const { throughput } = operatingPoint(level);
    const { mean, p95 } = level.responseTime;
    const run = level.run === "" ? "" : ` (${level.run})`;
    return [
      `${formatCount(level.users)}${run}`,
      level.duration === undefined ? "–" : `${formatNumber(level.duration)} s`,
      level.requests === undefined ? "–" : formatCount(level.requests),
      level.failures === undefined ? "–" : formatCount(level.failures),
      throughput === undefined ? "–" : `${formatNumber(throughput)} req/s`,
      mean === undefined ? "–" : formatDuration(mean),
      p95 === undefined ? "–" : `${formatDuration(p95)}${within(level)}`,
      level.note,
    ];
  });
  const header = ["users", "window", "requests", "failures", "throughput", "mean", "P95", "note"];
  const more = rows.length - MOST_ROWS;
  return [
    `${campaign.name}: ${levelsLine(campaign)}.`,
    "",
    textTable(header, rows.slice(0, MOST_ROWS)),
    ...(more > 0 ? [`… and ${more} more in levels.csv`] : []),
    "",
    ...onceEach(notices),
    thinkTimeLine(audit),
    auditLine(audit),
    ...(leftOut > 0 ? [`Left out: ${leftOut}, named above and in the README.md.`] : []),
    `Written to ${folder}/, with the sources in its README.md.`,
    `To plan on it: "campaign: ${folder}" in a headroom.yaml, or headroom init ${shellWord(folder)} -C <new folder>.`,
  ].join("\n");
}

/** 90 % bounds of P95 by the number of requests, where they differ from it. */
function within({ requests, responseTime }: Level): string {
  if (!requests) return "";
  const { p95 } = percentileBounds(responseTime, requests);
  if (p95 === undefined) return "";
  const [low, high] = [formatDuration(p95.low), p95.high === null ? "?" : formatDuration(p95.high)];
  return low === high ? "" : ` (${low} to ${high})`;
}

/** Of each kind the first, and how many more of it there are. */
function onceEach(notices: readonly Finding[]): readonly string[] {
  const kinds = new Map<string, Finding[]>();
  for (const notice of notices) kinds.set(notice.code, [...(kinds.get(notice.code) ?? []), notice]);
  return [...kinds.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const more = same.length === 1 ? "" : ` (and ${same.length - 1} more like this)`;
    return [`${first.severity}: ${first.message}${more}`];
  });
}
