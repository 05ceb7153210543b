/** oha: its text report and `--output-format json`; both in seconds. Connections are in neither. */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { pausesInCommand, usersInCommand } from "../log/users-in-command.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { entriesAt, numberAt, parseJson } from "../text/json-value.ts";
import { readDuration } from "../text/read-duration.ts";
import { readNumber } from "../text/read-number.ts";
import { timeOfAll } from "../time-of-all.ts";

const percentiles = { method: "exact", resolution: "0.1 ms in text" } as const;

export const importOhaJson: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const summary = (key: string) => numberAt(json.value, "summary", key);
  const share = (key: string) => numberAt(json.value, "latencyPercentiles", key);
  const throughput = summary("requestsPerSec");
  const mean = summary("average");
  if (throughput === undefined || mean === undefined) {
    return refused(
      file.name,
      "oha's summary lacks requestsPerSec or average",
      "run oha with --output-format json again",
    );
  }
  const counted = countsOf(
    entriesAt(json.value, "statusCodeDistribution").map(([name, many]) => [
      name,
      numberAt(many) ?? 0,
    ]),
    entriesAt(json.value, "errorDistribution").map(([name, many]) => [name, numberAt(many) ?? 0]),
  );
  const known = usersKnown(file.name, options.users);
  const duration = summary("total");
  const { responseTime, timesOf, findings, figures } = figuresOf(counted, {
    users: known.users,
    duration,
    throughput,
    times: present<ResponseTimes>({
      mean,
      p50: share("p50"),
      p90: share("p90"),
      p95: share("p95"),
      p99: share("p99"),
      max: summary("slowest"),
    }),
  });
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "oha-json",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: { ...figures, responseTime },
        failures: counted.kinds,
        timesOf,
        findings,
        percentiles,
        allAtOnce: true,
      }),
    ],
  };
};

const readReport: Importer = (file, options) => {
  // oha 1.x writes "0.0148 secs"; newer ones may pick the unit: "14.8 ms".
  const time = (label: string, pattern = `${label}:`) => {
    const match = new RegExp(`^\\s*${pattern}\\s+([\\d.]+) ?([a-zµμ]+)`, "m").exec(file.text);
    return match ? readDuration(`${match[1]}${match[2]}`) : undefined;
  };
  const share = (p: string) => time(p, `${p}\\.00% in`);
  const throughput = readNumber(/^\s*Requests\/sec:\s+([\d.]+)/m.exec(file.text)?.[1]);
  const mean = time("Average");
  if (throughput === undefined || mean === undefined) {
    return refused(
      file.name,
      "the oha report lacks Requests/sec or Average",
      "keep the whole output of oha",
    );
  }
  const errors = /^Error distribution:\s*\n([\s\S]*)/m.exec(file.text)?.[1] ?? "";
  const counted = countsOf(
    Array.from(
      file.text.matchAll(/^\s*\[(\d{3})\]\s+(\d+)\s+responses/gm),
      ([, status = "", count]) => [status, Number(count)],
    ),
    Array.from(errors.matchAll(/^\s*\[(\d+)\]\s+(\S.*)$/gm), ([, count, error = ""]) => [
      error,
      Number(count),
    ]),
  );
  const known = usersKnown(file.name, options.users, usersInCommand(file.text, "oha"));
  const duration = time("Total");
  const { responseTime, timesOf, findings, figures } = figuresOf(counted, {
    users: pausesInCommand(file.text, "oha") ? null : known.users,
    duration,
    throughput,
    times: present<ResponseTimes>({
      mean,
      p50: share("50"),
      p90: share("90"),
      p95: share("95"),
      p99: share("99"),
      max: time("Slowest"),
    }),
  });
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "oha-text",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: { ...figures, responseTime },
        failures: counted.kinds,
        timesOf,
        findings,
        percentiles,
        allAtOnce: true,
      }),
    ],
  };
};

/** Any number of reports in one file, each below its command where that was kept. */
export const importOhaText: Importer = eachReport(
  [{ begins: /^\s*Summary:\s*$/, above: /(?:^|[\s/`$>])oha(?:\.exe)?\s+-/ }],
  readReport,
);

interface Counted {
  readonly requests: number;
  readonly failures: number;
  readonly unanswered: number;
  /** Under way at the deadline. */
  readonly brokenOff: number;
  readonly kinds: readonly ImportedFailure[];
}

/** Requests that were under way at the deadline are oha's own doing, and are left out. */
function countsOf(
  statuses: readonly (readonly [status: string, count: number])[],
  errors: readonly (readonly [error: string, count: number])[],
): Counted {
  const sum = (rows: readonly (readonly [string, number])[]) =>
    rows.reduce((total, [, count]) => total + count, 0);
  const bad = statuses.filter(([status]) => Number(status) >= 400);
  const own = errors.filter(([error]) => !/aborted due to deadline/i.test(error));
  const kinds = [...bad.map(([status, count]) => [`status ${status}`, count] as const), ...own];
  return {
    requests: sum(statuses) + sum(own),
    failures: sum(bad) + sum(own),
    unanswered: sum(own),
    brokenOff: sum(errors) - sum(own),
    kinds: kinds.map(([error, count]) => ({ method: "", path: "", error, count })),
  };
}

interface Printed {
  readonly users: number | null;
  readonly duration: number | undefined;
  /** Of all requests, those broken off at the deadline included. */
  readonly throughput: number;
  readonly times: ResponseTimes;
}

function figuresOf({ requests, failures, unanswered, brokenOff }: Counted, printed: Printed) {
  const { users, duration, times } = printed;
  const counted = duration !== undefined && duration > 0 ? requests / duration : 0;
  const throughput = brokenOff > 0 && counted > 0 ? counted : printed.throughput;
  return {
    ...timeOfAll({ tool: "oha", users, throughput, times, requests, unanswered }),
    figures: present({
      requests: requests > 0 ? requests : undefined,
      failures: requests > 0 ? failures : undefined,
      throughput,
    }),
  };
}
