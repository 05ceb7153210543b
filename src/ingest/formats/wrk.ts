/**
 * The text of wrk and wrk2, any number of reports in one file. N is the number of connections; no one
 * thinks, so the mean response time is N/X by Little's law: wrk's own average has samples added for
 * coordinated omission. wrk has no P95. wrk2 offers a constant rate and times from the intended start,
 * so above saturation its times grow with the length of the test: it is an open load.
 *
 * Source: wg/wrk, src/wrk.c and src/stats.c; giltene/wrk2, README.
 */
import type { ResponseTimes } from "../../measurement/campaign.ts";
import type { ImportedFailure, ImportedRun, Importer } from "../imported-run.ts";
import { finding } from "./finding.ts";
import { present } from "./present.ts";
import { readDuration } from "./read-duration.ts";
import { readCount, readNumber } from "./read-number.ts";
import { refused } from "./rejections.ts";
import { singleLevelRun } from "./single-level-run.ts";

export const importWrk: Importer = (file) => {
  const reports = file.text
    .split(/^(?=\s*Running .+ test @ )/m)
    .filter((one) => /Thread Stats/.test(one));
  const runs = reports.flatMap((report) => runOf(file.name, report) ?? []);
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "no complete wrk report: connections, Latency, the count of requests and Requests/sec",
        "keep the whole output of wrk",
      );
};

function runOf(file: string, report: string): ImportedRun | undefined {
  const users = readCount(/threads and (\d+) connections/.exec(report)?.[1]);
  const requests = readCount(/^\s*(\d+) requests in /m.exec(report)?.[1]);
  const duration = readDuration(/^\s*\d+ requests in ([^,\s]+)/m.exec(report)?.[1]);
  const throughput = readNumber(/^\s*Requests\/sec:\s*([\d.]+)/m.exec(report)?.[1]);
  const latency = /^\s*Latency\s+(\S+)\s+\S+\s+(\S+)\s/m.exec(report);
  if (!users || requests === undefined || !throughput || !latency) return undefined;
  const open = /HdrHistogram|Thread calibration/.test(report);
  const share = (p: string) =>
    readDuration(new RegExp(`^\\s*${p}(?:\\.0+)?%\\s+([^\\s%]+)\\s*$`, "m").exec(report)?.[1]);
  const failures: ImportedFailure[] = [];
  const add = (error: string, count: number | undefined, origin: ImportedFailure["origin"]) => {
    if (count) failures.push({ method: "", path: "", error, count, origin });
  };
  const bad = readCount(/Non-2xx or 3xx responses:\s*(\d+)/.exec(report)?.[1]) ?? 0;
  add("status other than 2xx or 3xx", bad, "server");
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
    report,
  );
  for (const [at, kind] of ["connect", "read", "write", "time-out"].entries()) {
    add(`socket ${kind}`, readCount(sockets?.[at + 1]), at === 3 ? "server" : "network");
  }
  const timeouts = readCount(sockets?.[4]) ?? 0;
  const mean = open ? readDuration(latency[1]) : users / throughput;
  return singleLevelRun({
    format: "wrk",
    file,
    version: open ? "wrk2" : "wrk",
    loadModel: open ? "open" : "closed",
    users,
    usersFrom: "in the file (connections)",
    // Achieved, since the report does not state the rate asked for.
    arrivalRate: open ? throughput : undefined,
    duration,
    figures: {
      ...present({ requests, failures: Math.min(requests, bad), throughput }),
      responseTime: present<ResponseTimes>({
        mean,
        p50: share("50"),
        p90: share("90"),
        p95: share("95"),
        p99: share("99"),
        max: readDuration(latency[2]),
      }),
    },
    failures,
    percentiles: { method: "HDR histogram", resolution: "3 significant digits" },
    findings: open
      ? [
          finding(
            "intended-start",
            "note",
            null,
            "Response times count from the intended start, so they include waiting in the generator.",
            "above saturation an open load has no steady state",
            "use only rates that the system kept up with",
          ),
        ]
      : [
          finding(
            "mean-by-little",
            "note",
            users,
            `The mean is N/X; wrk itself printed ${latency[1]}, which includes samples it made up.`,
            "Little's law, N = X·R, for connections that never think",
            "nothing to do",
          ),
          ...(timeouts > 0
            ? [
                finding(
                  "time-outs-not-counted",
                  "warning",
                  users,
                  `${timeouts} time-outs are not among the requests, so N/X counts their waiting in the mean.`,
                  "wrk counts a response only when it came",
                  "raise --timeout and run again",
                ),
              ]
            : []),
        ],
    allAtOnce: true,
    note: "no think time: N = X·R",
  });
}
