/**
 * vegeta's single results: `encode -to csv` (no header; start in unix nanoseconds, code, nanoseconds,
 * bytes out and in, error, and since 7.0 body, attack, number, method, URL) and `encode -to json`, the
 * default, an object a line. Always an open load.
 *
 * Source: tsenart/vegeta, lib/results.go.
 */
import { emptyRun, type ImportedRun, type Importer, type SourceText } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { nameOfRun } from "../name-of-run.ts";
import { type Rejections, refused, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { countAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { readRows } from "../text/read-rows.ts";
import { unixTime } from "../text/unix-time.ts";

const nanoseconds = 1e9;

interface Result {
  readonly start: number | undefined;
  readonly status: number | undefined;
  readonly latency: number | undefined;
  readonly error: string;
  readonly method: string;
  readonly url: string;
}

function sampleOf({ start, status, latency, error, method, url }: Result): Sample | undefined {
  const responseTime = responseTimeOf((latency ?? -1) / nanoseconds);
  if (start === undefined || status === undefined || responseTime === undefined) return undefined;
  return {
    end: start + responseTime,
    responseTime,
    method,
    path: url,
    error: status >= 200 && status < 400 ? "" : error || `status ${status}`,
  };
}

function runOf(
  format: "vegeta-csv" | "vegeta-log",
  { name }: SourceText,
  samples: readonly Sample[],
  rejected: Rejections,
): Parsed<readonly ImportedRun[]> {
  if (samples.length === 0) {
    return refused(name, "no result can be read", "write it again with vegeta encode");
  }
  const summary = summarizeSamples(samples, [], null);
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { end, responseTime } of samples) {
    first = Math.min(first, end - responseTime);
    last = Math.max(last, end - responseTime);
  }
  const arrivalRate = last > first ? (samples.length - 1) / (last - first) : null;
  return {
    ok: true,
    value: [
      {
        ...emptyRun(format, nameOfRun(name)),
        loadModel: "open",
        ...summary,
        levels: summary.levels.map((level) => ({ ...level, arrivalRate })),
        percentiles: exactPercentiles,
        rejected: { count: rejected.count, first: rejected.first },
      },
    ],
  };
}

export const importVegetaCsv: Importer = (file) => {
  const source = readRows(file.text, ",");
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  for (const [at, { cells, line }] of source.rows.entries()) {
    const sample = sampleOf({
      start: unixTime(cells[0] ?? ""),
      status: readCount(cells[1]),
      latency: readNumber(cells[2]),
      error: cells[5] ?? "",
      method: cells[9] ?? "",
      url: cells[10] ?? "",
    });
    if (sample !== undefined && cells.length >= 6) samples.push(sample);
    else if (at < source.rows.length - 1 || !source.openEnd) {
      rejected.add(line, 1, "the row lacks a start, a code or a time", "remove the row");
    }
  }
  return runOf("vegeta-csv", file, samples, rejected);
};

export const importVegetaLog: Importer = (file) => {
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  const lines = file.text.split(/\r*\n/);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const json = parseJson(file.name, line);
    const result = json.ok ? json.value : undefined;
    const sample = sampleOf({
      start: unixTime(textAt(result, "timestamp")),
      status: countAt(result, "code"),
      latency: numberAt(result, "latency"),
      error: textAt(result, "error"),
      method: textAt(result, "method"),
      url: textAt(result, "url"),
    });
    if (sample !== undefined) samples.push(sample);
    else if (at < lines.length - 1) {
      rejected.add(at + 1, 1, "the line lacks a timestamp, a code or a latency", "remove the line");
    }
  }
  return runOf("vegeta-log", file, samples, rejected);
};
