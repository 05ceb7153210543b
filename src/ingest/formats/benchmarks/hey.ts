/**
 * hey: its text report, and `-o csv` with one answered request a row (seconds to 0.1 ms; errors are
 * not written, and at most a million rows). Workers (-c) are in neither file.
 *
 * Source: rakyll/hey, requester/report.go and print.go.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import { emptyRun, type ImportedFailure, type Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { finding } from "../finding.ts";
import { exactPercentiles, type Sample, summarizeSamples } from "../log/summarize-samples.ts";
import { pausesInCommand, usersInCommand } from "../log/users-in-command.ts";
import { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused, rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { timeOfAll } from "../time-of-all.ts";

/** hey keeps at most this many results. */
const mostRows = 1_000_000;

export const importHeyCsv: Importer = (file, options) => {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const samples: Sample[] = [];
  for (const [at, row] of table.rows.entries()) {
    const responseTime = responseTimeOf(readNumber(table.cell(row, "response-time")));
    const offset = responseTimeOf(readNumber(table.cell(row, "offset")));
    const status = readCount(table.cell(row, "status-code"));
    if (responseTime === undefined || offset === undefined || status === undefined) {
      if (at < table.rows.length - 1 || !table.source.openEnd) {
        rejected.add(row.line, 1, "the row lacks a time, status or offset", "remove the row");
      }
      continue;
    }
    samples.push({
      end: offset + responseTime,
      responseTime,
      method: "",
      path: "",
      error: status >= 400 ? `status ${status}` : "",
    });
  }
  if (samples.length === 0) {
    return refused(file.name, "no row of the hey log can be read", "run hey with -o csv again");
  }
  const known = usersKnown(file.name, options.users);
  const summary = summarizeSamples(samples, [], known.users);
  return {
    ok: true,
    value: [
      {
        ...emptyRun("hey-csv", nameOfRun(file.name)),
        loadModel: "closed",
        usersFrom: known.from,
        ...summary,
        levels: summary.levels.map((level) => {
          return { ...level, start: null, endpoints: [], covers: "steady", note: "" } as const;
        }),
        percentiles: { ...exactPercentiles, resolution: "0.1 ms" },
        findings: [
          finding(
            "errors-not-logged",
            "warning",
            known.users,
            samples.length >= mostRows
              ? "hey kept the first million answers only, and no failed request at all."
              : "hey does not log requests that got no answer, so failures may be missing.",
            "its CSV has a row only for an answer",
            "keep hey's text report too, which counts the errors",
          ),
        ],
        rejected: { count: rejected.count, first: rejected.first },
      },
    ],
  };
};

const readReport: Importer = (file, options) => {
  const after = (label: string) =>
    readNumber(new RegExp(`^\\s*${label}:\\s+([\\d.]+)`, "m").exec(file.text)?.[1]);
  const share = (p: number) =>
    readNumber(new RegExp(`^\\s*${p}%+\\s+in\\s+([\\d.]+)`, "m").exec(file.text)?.[1]);
  const throughput = after("Requests/sec");
  const duration = after("Total");
  const mean = after("Average");
  if (throughput === undefined || duration === undefined || mean === undefined) {
    return refused(
      file.name,
      "the hey report lacks Total, Average or Requests/sec",
      "keep the whole output of hey",
    );
  }
  const known = usersKnown(file.name, options.users, usersInCommand(file.text, "hey"));
  const kinds: ImportedFailure[] = [];
  let answered = 0;
  let bad = 0;
  for (const [, status, count] of file.text.matchAll(/^\s*\[(\d{3})\]\s+(\d+)\s+responses/gm)) {
    answered += Number(count);
    if (Number(status) < 400) continue;
    bad += Number(count);
    kinds.push({ method: "", path: "", error: `status ${status}`, count: Number(count) });
  }
  const errors = /^Error distribution:\s*\n([\s\S]*)/m.exec(file.text)?.[1] ?? "";
  let unanswered = 0;
  for (const [, count, error = ""] of errors.matchAll(/^\s*\[(\d+)\]\s+(\S.*)$/gm)) {
    unanswered += Number(count);
    kinds.push({ method: "", path: "", error: error.trim(), count: Number(count) });
  }
  const counted = answered + unanswered;
  // Up to hey 0.1.4 the codes of a million answers were counted, while the rate is of all requests.
  const requests =
    answered < mostRows ? counted : Math.max(counted, Math.round(throughput * duration));
  // Workers held to a rate (-q) pause.
  const busy = pausesInCommand(file.text, "hey") ? null : known.users;
  const capped = requests - unanswered > mostRows;
  const { responseTime, timesOf, findings } = timeOfAll({
    tool: "hey",
    users: busy,
    throughput,
    times: present<ResponseTimes>({
      // The sum of all times, divided by the million that were kept.
      mean: capped ? meanOfCapped(mean, requests - unanswered, busy, throughput) : mean,
      p50: share(50),
      p90: share(90),
      p95: share(95),
      p99: share(99),
      max: after("Slowest"),
    }),
    requests,
    unanswered,
  });
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "hey-text",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: {
          ...present({
            requests: requests > 0 ? requests : undefined,
            failures:
              requests > 0
                ? Math.round((bad * (requests - unanswered)) / Math.max(1, answered)) + unanswered
                : undefined,
            throughput,
          }),
          responseTime,
        },
        failures: kinds,
        timesOf,
        allAtOnce: true,
        percentiles: { method: "exact, of the first million answers", resolution: "0.1 ms" },
        findings: [
          ...findings,
          ...(capped
            ? [
                finding(
                  "average-too-high",
                  "warning",
                  known.users,
                  `Of ${requests} requests hey kept a million times: its Average of ${mean} s is the sum of all over a million, and its percentiles are those of the first million.`,
                  "rakyll/hey, requester/report.go: at most 1,000,000 results are kept, and all are summed",
                  "run fewer than a million requests a test",
                ),
              ]
            : []),
        ],
      }),
    ],
  };
};

/** Any number of reports in one file, each below its command where that was kept. */
export const importHeyText: Importer = eachReport(
  [{ begins: /^\s*Summary:\s*$/, above: /(?:^|[\s/`$>])hey(?:\.exe)?\s+-/ }],
  readReport,
);

/** By Little's law where the users are known; else the sum over the number it is of. */
function meanOfCapped(
  average: number,
  answered: number,
  users: number | null,
  throughput: number,
): number {
  return users === null ? (average * mostRows) / answered : users / throughput;
}
