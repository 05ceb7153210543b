/** The workspace's own tables among files of any format, told by their headers. */

import { ownColumn } from "./formats/sheet/sheet-columns.ts";
import { isEndpointColumn, parseEndpoints } from "./parse-endpoints.ts";
import { parseFailures } from "./parse-failures.ts";
import { isLevelColumn, parseLevels } from "./parse-levels.ts";
import { parseNotices } from "./parse-notices.ts";
import { parseOpenLevels } from "./parse-open-levels.ts";
import { parseSeries } from "./parse-series.ts";
import { parseTelemetry } from "./parse-telemetry.ts";

export type OwnTable = keyof typeof ownParsers;

export const ownParsers = {
  levels: parseLevels,
  endpoints: parseEndpoints,
  failures: parseFailures,
  series: parseSeries,
  telemetry: parseTelemetry,
  notices: parseNotices,
  open: parseOpenLevels,
} as const;

const levelColumns = ["requests", "throughput_rps", "mean_ms", "p50_ms", "p95_ms", "duration_s"];

/** Which of the workspace's tables the text is; undefined when it is none. */
export function ownTable(text: string): OwnTable | undefined {
  const header = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, "")
    .trimStart();
  const names = (header.split(/[\r\n]/, 1)[0] ?? "")
    .toLowerCase()
    .split(/[,;\t]/)
    .map((name) => name.replaceAll('"', "").trim());
  const has = (name: string) => names.includes(name);
  if (has("rate_rps")) return "open";
  if (!has("users")) return undefined;
  if (has("severity") && has("message")) return "notices";
  if (has("end_s")) return "series";
  if (has("what")) return "telemetry";
  if (has("error") && has("count")) return "failures";
  // "users,RPS,p95 (ms)" shares names with ours, and is somebody's own table.
  const foreign = (isOwn: (title: string) => boolean) =>
    names.some((name) => !isOwn(name) && ownColumn(name) !== undefined);
  if (has("path")) return foreign(isEndpointColumn) ? undefined : "endpoints";
  return levelColumns.some(has) && !foreign(isLevelColumn) ? "levels" : undefined;
}

/** Whether this is the README.md that `import` wrote beside its tables: about them, and no result. */
export const isOwnReadme = (text: string): boolean =>
  /^# .*\r?\n\r?\nImported by headroom \S+: \d+ levels? of /.test(text);
