import type { Level } from "../../measurement/campaign.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { markdownTable } from "../../wording/markdown-table.ts";

/** What was measured, level by level; "–" is not measured. */
export function levelsSection({ campaign, audit }: PlanResult): string {
  const header = [
    "users",
    "requests",
    "failures",
    "errors",
    "throughput",
    "mean",
    "P50",
    "P90",
    "P95",
    "P99",
    "max",
    "note",
  ];
  const row = (level: Level) => {
    const { users, run, requests, failures, responseTime: times } = level;
    const rate =
      requests === undefined || failures === undefined || requests === 0
        ? undefined
        : failures / requests;
    return [
      run === "" ? formatCount(users) : `${formatCount(users)} (${run})`,
      cell(requests, formatCount),
      cell(failures, formatCount),
      cell(rate, formatShare),
      cell(level.throughput, formatThroughput),
      ...[times.mean, times.p50, times.p90, times.p95, times.p99, times.max].map((time) =>
        cell(time, formatDuration),
      ),
      noteOf(level, audit.incidents),
    ];
  };
  return ["## Measured levels", "", markdownTable(header, campaign.levels.map(row))].join("\n");
}

function cell(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "–" : format(value);
}

function noteOf({ users, quality, note }: Level, incidents: readonly number[]): string {
  const parts = [
    ...(incidents.includes(users) ? ["incident"] : []),
    ...(quality === "estimated" ? ["estimated, not fitted"] : []),
    ...(note === "" ? [] : [note]),
  ];
  return parts.join("; ");
}
