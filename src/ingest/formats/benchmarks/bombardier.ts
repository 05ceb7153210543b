/**
 * bombardier: its text, any number of reports in one file, and `--format json`, in microseconds. N is its
 * connections, which never think unless it is held to a rate. Every request is timed, those without an answer
 * ("others") too.
 *
 * Source: codesenberg/bombardier, bombardier.go, format.go and internal/test_info.go.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, listAt, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";

interface Told {
  readonly users: number | undefined;
  /** Requests by the first digit of their status, 1 to 5, then those without an answer. */
  readonly counts: readonly (number | undefined)[];
  readonly duration: number | undefined;
  /** The mean of what was counted in each tenth of a second. */
  readonly rate: number | undefined;
  readonly times: ResponseTimes;
  readonly errors: readonly (readonly [error: string, count: number])[];
  readonly paced: boolean;
}

function runOf(format: "bombardier" | "bombardier-json", file: string, told: Told) {
  const { users, counts, duration, rate, times, errors, paced } = told;
  const requests = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const throughput = duration ? requests / duration : rate;
  if (!users || requests === 0 || !throughput || times.mean === undefined) {
    return refused(
      file,
      "the bombardier report lacks its connections, HTTP codes, Reqs/sec or Latency",
      "keep the whole output of bombardier, or write it with --format json",
    );
  }
  const count = (at: number) => counts[at] ?? 0;
  const rows: readonly (readonly [string, number])[] = [
    ["status 4xx", count(3)],
    ["status 5xx", count(4)],
    ...(errors.length > 0 ? errors : [["no answer", count(5)] as const]),
  ];
  const failures = rows
    .filter(([, many]) => many > 0)
    .map(([error, many]): ImportedFailure => ({ method: "", path: "", error, count: many }));
  const run = singleLevelRun({
    format,
    file,
    loadModel: "closed",
    users,
    usersFrom: "in the file (connections)",
    duration: duration ?? requests / throughput,
    figures: {
      ...present({ requests, failures: count(3) + count(4) + count(5), throughput }),
      responseTime: times,
    },
    failures,
    percentiles: { method: "histogram of microseconds", resolution: "1 µs" },
    allAtOnce: true,
    note: paced ? "" : "no think time: N = X·R",
  });
  return { ok: true as const, value: [run] };
}

const readReport: Importer = (file) => {
  const { text } = file;
  const [, asked, connections] =
    /^Bombarding \S+ (?:for (\S+)|with \d+ request(?:s|\(s\))?) using (\d+) connection/m.exec(
      text,
    ) ?? [];
  const latency = /^\s*Latency\s+(\S+)\s+\S+\s+(\S+)\s*$/m.exec(text);
  const share = (p: number) =>
    readDuration(new RegExp(`^\\s*${p}%\\s+(\\S+)\\s*$`, "m").exec(text)?.[1]);
  const count = (code: string) => readCount(new RegExp(`\\b${code} - (\\d+)`).exec(text)?.[1]);
  const errors = /^\s*Errors:\s*\n((?:[^\S\n]+\S.* - \d+[^\S\n]*\n)+)/m.exec(text)?.[1] ?? "";
  return runOf("bombardier", file.name, {
    users: readCount(connections),
    counts: ["1xx", "2xx", "3xx", "4xx", "5xx", "others"].map(count),
    duration: readDuration(asked),
    rate: readNumber(/^\s*Reqs\/sec\s+([\d.]+)/m.exec(text)?.[1]),
    times: present<ResponseTimes>({
      mean: readDuration(latency?.[1]),
      p50: share(50),
      p90: share(90),
      p95: share(95),
      p99: share(99),
      max: readDuration(latency?.[2]),
    }),
    errors: Array.from(
      errors.matchAll(/^\s*(\S.*) - (\d+)\s*$/gm),
      ([, error = "", many]) => [error, Number(many)] as const,
    ),
    paced: /bombardier\b.*\s(?:-r\s*|--rate[=\s])\d/.test(text),
  });
};

/** Any number of reports in one file, each below its command where that was kept. */
export const importBombardier: Importer = eachReport(
  [{ begins: /^Bombarding \S+ /, above: /bombardier(?:\.exe)?\s+-/ }],
  readReport,
);

export const importBombardierJson: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const { value } = json;
  const time = (...path: string[]) => secondsAt(value, 1e6, "result", "latency", ...path);
  return runOf("bombardier-json", file.name, {
    users: countAt(value, "spec", "numberOfConnections"),
    counts: ["req1xx", "req2xx", "req3xx", "req4xx", "req5xx", "others"].map((key) =>
      countAt(value, "result", key),
    ),
    duration: numberAt(value, "result", "timeTakenSeconds"),
    rate: numberAt(value, "result", "rps", "mean"),
    times: present<ResponseTimes>({
      mean: time("mean"),
      p50: time("percentiles", "50"),
      p90: time("percentiles", "90"),
      p95: time("percentiles", "95"),
      p99: time("percentiles", "99"),
      max: time("max"),
    }),
    errors: listAt(value, "result", "errors").map(
      (one) => [textAt(one, "description"), numberAt(one, "count") ?? 0] as const,
    ),
    paced: (numberAt(value, "spec", "rate") ?? 0) > 0,
  });
};
