/**
 * ghz, the gRPC load generator: its text summary and `-O json`. The text looks like hey's but has a unit at
 * each time; JSON is in nanoseconds. Workers (`-c`, 50 unless said otherwise) are in the JSON's options and
 * in the command line. A status other than OK is a failure; all calls are timed.
 *
 * Source: bojand/ghz, printer/template.go and runner/reporter.go.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Seconds } from "../../../units.ts";
import type { ImportedFailure, ImportedRun, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { usersInCommand } from "../log/users-in-command.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, entriesAt, listAt, numberAt, parseJson, secondsAt } from "../text/json-value.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";

interface Printed {
  readonly requests: number | undefined;
  readonly duration: Seconds | undefined;
  readonly throughput: number | undefined;
  readonly times: ResponseTimes;
  readonly statuses: readonly (readonly [status: string, count: number])[];
  /** Calls a second that were asked for; 0 where each worker calls as fast as it can. */
  readonly rate: number;
}

type Known = ReturnType<typeof usersKnown>;

function runOf(format: "ghz-text" | "ghz-json", file: string, told: Printed, known: Known) {
  const { requests, duration, throughput, times, statuses, rate } = told;
  if (!requests || !throughput || times.mean === undefined) {
    return refused(
      file,
      "the ghz report lacks Count, Average or Requests/sec",
      "keep the whole output of ghz, or write it with -O json",
    );
  }
  const bad = statuses.filter(([status]) => status !== "OK");
  const failures = bad.map(
    ([status, count]): ImportedFailure => ({
      method: "",
      path: "",
      error: `status ${status}`,
      count,
    }),
  );
  const run: ImportedRun = singleLevelRun({
    format,
    file,
    loadModel: rate > 0 ? "open" : "closed",
    arrivalRate: rate > 0 ? rate : undefined,
    users: known.users,
    usersFrom: known.from,
    duration,
    figures: {
      ...present({
        requests,
        failures: statuses.length > 0 ? bad.reduce((sum, [, count]) => sum + count, 0) : undefined,
        throughput,
      }),
      responseTime: times,
    },
    failures,
    percentiles: { method: "exact, of the first million calls", resolution: "0.01 of the unit" },
    allAtOnce: true,
    note: rate > 0 ? "" : "no think time: N = X·R",
  });
  return { ok: true as const, value: [run] };
}

const readReport: Importer = (file, options) => {
  const time = (pattern: string) => {
    const match = new RegExp(`^\\s*${pattern}\\s+([\\d.]+) ?([a-zµμ]+)`, "m").exec(file.text);
    return match ? readDuration(`${match[1]}${match[2]}`) : undefined;
  };
  const share = (p: number) => time(`${p} ?% in`);
  const after = (label: string) =>
    new RegExp(`^\\s*${label}:\\s+([\\d.]+)`, "m").exec(file.text)?.[1];
  const command =
    /(?:^|[\s/`$>])ghz(?:\.exe)?\s+((?:[^\n]*\\\r?\n)*[^\n]*)/m.exec(file.text)?.[1] ?? "";
  const rate = /(?:^|\s)(?:-r\s*|--rps[=\s])(\d+)/.exec(command)?.[1];
  const inCommand = usersInCommand(`ghz ${command.replace(/\\\r?\n/g, " ")}`, "ghz");
  return runOf(
    "ghz-text",
    file.name,
    {
      requests: readCount(after("Count")),
      duration: time("Total:"),
      throughput: readNumber(after("Requests/sec")),
      times: present<ResponseTimes>({
        mean: time("Average:"),
        p50: share(50),
        p90: share(90),
        p95: share(95),
        p99: share(99),
        max: time("Slowest:"),
      }),
      statuses: Array.from(
        file.text.matchAll(/^\s*\[([A-Z]\w+)\]\s+(\d+)\s+responses/gm),
        ([, status = "", count]) => [status, Number(count)] as const,
      ),
      rate: readNumber(rate) ?? 0,
    },
    usersKnown(file.name, options.users, inCommand),
  );
};

/** Any number of reports in one file, each below its command where that was kept. */
export const importGhzText: Importer = eachReport(
  [{ begins: /^\s*Summary:\s*$/, above: /(?:^|[\s/`$>])ghz(?:\.exe)?\s+-/ }],
  readReport,
);

export const importGhzJson: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const time = (key: string) => secondsAt(json.value, 1e9, key);
  const share = (p: number) => {
    const row = listAt(json.value, "latencyDistribution").find(
      (one) => numberAt(one, "percentage") === p,
    );
    return secondsAt(row, 1e9, "latency");
  };
  const workers = countAt(json.value, "options", "concurrency") || null;
  return runOf(
    "ghz-json",
    file.name,
    {
      requests: countAt(json.value, "count"),
      duration: time("total"),
      throughput: numberAt(json.value, "rps"),
      times: present<ResponseTimes>({
        mean: time("average"),
        p50: share(50),
        p90: share(90),
        p95: share(95),
        p99: share(99),
        max: time("slowest"),
      }),
      statuses: entriesAt(json.value, "statusCodeDistribution").map(
        ([status, count]) => [status, numberAt(count) ?? 0] as const,
      ),
      rate: numberAt(json.value, "options", "rps") ?? 0,
    },
    workers === null
      ? usersKnown(file.name, options.users)
      : { users: workers, from: "in the file (concurrency)" },
  );
};
