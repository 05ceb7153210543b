/**
 * k6's single points: `--out json` (an object a line) and `--out csv`. Both give every request's
 * `http_req_duration` in milliseconds at its end, and the gauge `vus` once a second. Columns and keys
 * are found by name: their order changed over the versions, and tags may be switched off.
 *
 * Source: grafana/k6, output/json and output/csv.
 */
import type { Seconds } from "../../../units.ts";
import type { ImportedRun, Importer, ImportOptions, SourceText } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import type { UsersAt } from "../log/mean-users.ts";
import { type LogPart, splitLog } from "../log/split-log.ts";
import { type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { swallowedRows, swallowing } from "../log/swallowed-rows.ts";
import { usersAreOutcome } from "../log/users-are-outcome.ts";
import { usersKnown } from "../log/users-known.ts";
import { usersOfHosts } from "../log/users-of-hosts.ts";
import { type Rejections, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { at, numberAt, textAt } from "../text/json-value.ts";
import { readNumber } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { unixTime } from "../text/unix-time.ts";
import { noRequest, summarizedK6Runs } from "./k6-run.ts";
import { usersIdle } from "./k6-summary.ts";
import { areIdle } from "./k6-users.ts";

interface Collected {
  readonly samples: Sample[];
  readonly users: PlacedUsers[];
  /** Seconds that virtual users were in an iteration; undefined where no iteration is told. */
  iterating: number | undefined;
  dropped: number;
  cut: boolean;
}

const nothingYet = (): Collected => {
  return { samples: [], users: [], iterating: undefined, dropped: 0, cut: false };
};

/** A gauge, and how many requests stood before it. */
interface PlacedUsers extends UsersAt {
  readonly place: number;
}

type Tag = (name: string) => string;

/** Why a point is rejected, and its remedy. */
export const k6Faults = {
  json: ["the line is not a JSON object", "remove the line"],
  point: ["the point lacks a time or a value of 0 or more", "remove the line"],
  row: ["the row lacks a time or a value of 0 or more", "remove the row"],
  week: ["no request takes a week", "check the unit: k6 writes milliseconds"],
} as const;

/** Takes one point of a metric that matters; the others repeat or divide these. */
function take(
  into: Collected,
  metric: string,
  time: number,
  value: number,
  tag: Tag,
): "taken" | "not a time" {
  if (metric === "http_req_duration") {
    const responseTime = responseTimeOf(value / 1000);
    if (responseTime === undefined) return "not a time";
    const failed = tag("expected_response") === "false" || tag("error_code") !== "";
    const status = tag("status");
    into.samples.push({
      end: time,
      responseTime,
      method: tag("method"),
      path: tag("name") || tag("url"),
      error: failed ? tag("error") || `status ${status === "" ? "unknown" : status}` : "",
    });
  } else if (metric === "vus") {
    into.users.push({ time, users: value, place: into.samples.length });
  } else if (metric === "iteration_duration") {
    into.iterating = (into.iterating ?? 0) + value / 1000;
  } else if (metric === "dropped_iterations") into.dropped += value;
  return "taken";
}

function runOf(
  format: "k6-points" | "k6-csv",
  file: SourceText,
  options: ImportOptions,
  collected: Collected,
  rejected: Rejections,
): Parsed<readonly ImportedRun[]> {
  const { samples, users, dropped, cut } = collected;
  if (samples.length === 0) return noRequest(file.name, rejected);
  const known = usersKnown(file.name, options.users);
  const idle = vusIdle(users, collected.iterating);
  const arrivals = idle || usersAreOutcome(users);
  const open = dropped > 0 || arrivals;
  const runs = splitLog(samples, (sample) => sample).map((part) => ({
    summary: summarizeSamples(
      part.samples,
      open ? [] : gaugesOf(users, part.pieces),
      users.length > 0 ? null : known.users,
      options.warmUp,
    ),
    findings: [...part.findings, ...(idle ? [usersIdle(users[0]?.users ?? 0)] : [])],
  }));
  const gauge = users.length > 0;
  const noticed = { known, gauge, arrivals, dropped, cut, rejected };
  return summarizedK6Runs(format, file.name, runs, noticed);
}

/** Whether the gauge counts virtual users that wait for an iteration to arrive; a second a point. */
function vusIdle(users: readonly UsersAt[], iterating: Seconds | undefined): boolean {
  const [first, last] = [users[0], users.at(-1)];
  if (first === undefined || last === undefined || iterating === undefined) return false;
  const mean = users.reduce((sum, one) => sum + one.users, 0) / users.length;
  return areIdle({ held: mean, busy: iterating / Math.max(1, last.time - first.time) });
}

/** Users of the pieces of a file, which are those of several generators where there are several. */
function gaugesOf(
  users: readonly PlacedUsers[],
  pieces: LogPart<Sample>["pieces"],
): readonly UsersAt[] {
  if (pieces.length === 1 && pieces[0]?.[0] === 0) {
    const [, to] = pieces[0];
    return users.filter(({ place }) => place <= to);
  }
  return usersOfHosts(
    pieces
      .flatMap(([from, to], piece) =>
        users
          .filter(({ place }) => place >= from && place < to)
          .map((one) => ({ time: Math.floor(one.time), host: `${piece}`, threads: one.users })),
      )
      .sort((a, b) => a.time - b.time),
  );
}

/** Reads `--out json`, an object a line; "Metric" lines only declare names and are passed over. */
export const importK6Points: Importer = (file, options) => {
  const rejected = rejections(file.name);
  const collected = nothingYet();
  const lines = file.text.replace(/^\uFEFF/, "").split(/\r*\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    let point: unknown;
    try {
      point = JSON.parse(line);
    } catch {
      if (index === lines.length - 1) collected.cut = true;
      else rejected.add(index + 1, 1, ...k6Faults.json);
      continue;
    }
    if (textAt(point, "type") !== "Point") continue;
    const time = unixTime(textAt(point, "data", "time"));
    const value = numberAt(point, "data", "value");
    if (time === undefined || value === undefined) {
      rejected.add(index + 1, 1, ...k6Faults.point);
      continue;
    }
    const tags = at(point, "data", "tags");
    const metric = textAt(point, "metric");
    if (take(collected, metric, time, value, (name) => textAt(tags, name)) !== "taken") {
      rejected.add(index + 1, 1, ...k6Faults.week);
    }
  }
  return runOf("k6-points", file, options, collected, rejected);
};

/** Reads `--out csv`; times are unix seconds unless timeFormat says otherwise, told by their size. */
export const importK6Csv: Importer = (file, options) => {
  const { collected, rejected } = readK6Csv(file);
  return runOf("k6-csv", file, options, collected, rejected);
};

export function readK6Csv(file: SourceText): {
  readonly collected: Collected;
  readonly rejected: Rejections;
} {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const metricFirst = table.column("metric_name") === 1;
  const collected = nothingYet();
  for (const [index, row] of table.rows.entries()) {
    const lost = metricFirst ? swallowedRows(row, "k6-csv") : 0;
    if (lost > 0) {
      rejected.add(row.line, 1, ...swallowing(lost), 1 + lost);
      continue;
    }
    const time = unixTime(table.cell(row, "timestamp") ?? "");
    const value = readNumber(table.cell(row, "metric_value"));
    const whole = row.cells.length >= table.header.cells.length;
    if (time === undefined || value === undefined || !whole) {
      if (index === table.rows.length - 1 && table.source.openEnd) collected.cut = true;
      else {
        rejected.add(row.line, table.column("metric_value"), ...k6Faults.row);
      }
      continue;
    }
    const metric = table.cell(row, "metric_name") ?? "";
    const tag: Tag = (name) => (table.cell(row, name) ?? "").trim();
    if (take(collected, metric, time, value, tag) !== "taken") {
      rejected.add(row.line, table.column("metric_value"), ...k6Faults.week);
    }
  }
  return { collected, rejected };
}
