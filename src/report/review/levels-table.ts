import type { Level } from "../../measurement/campaign.ts";
import { isIncident } from "../../planning/plan/is-incident.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { type Block, paragraph, table } from "../document/document.ts";
import { shownLevels } from "./shown-levels.ts";

/**
 * What was measured, level by level; "–" is not measured, and columns of nothing else are left out. Of many
 * levels some show the course.
 */
export function levelsTable(plan: PlanResult): readonly Block[] {
  const { campaign, audit } = plan;
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
      noteOf(level, isIncident(audit, level)),
    ];
  };
  const shown = shownLevels(plan);
  const rest = campaign.levels.length - shown.length;
  // A note that all levels share is said once, below.
  const notes = new Set(shown.map(({ note }) => note));
  const [common = ""] = notes.size === 1 && shown.length > 1 ? notes : [];
  const rows = shown.map((level) => row(common === "" ? level : { ...level, note: "" }));
  const kept = header.map((name, i) => name === "users" || rows.some((cells) => !blank(cells[i])));
  const keep = (cells: readonly string[]) => cells.filter((_, i) => kept[i]);
  return [
    table(keep(header), rows.map(keep)),
    ...(common === "" ? [] : [paragraph(`Of every level: ${common}.`)]),
    ...(rest > 0 ? [paragraph(`${rest} more levels between these are in the files.`)] : []),
  ];
}

const blank = (text: string | undefined) => text === undefined || text === "–" || text === "";

function cell(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "–" : format(value);
}

function noteOf({ quality, note }: Level, incident: boolean): string {
  const parts = [
    ...(incident ? ["incident"] : []),
    ...(quality === "estimated" ? ["estimated, not fitted"] : []),
    ...(note === "" ? [] : [note]),
  ];
  return parts.join("; ");
}
