/**
 * The text of wrk and wrk2, any number of reports in one file. N is the number of connections; no one
 * thinks, so the mean response time is N/X by Little's law: wrk's own average has samples added for
 * coordinated omission. wrk has no P95. wrk2 offers a constant rate and times from the intended start,
 * so above saturation its times grow with the length of the test: it is an open load.
 *
 * Source: wg/wrk, src/wrk.c and src/stats.c; giltene/wrk2, README.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import { meanBounds } from "../../../measurement/findings/percentiles/mean-outside-percentiles.ts";
import type { PerSecond, Seconds } from "../../../units.ts";
import type { ImportedFailure, ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";

export const importWrk: Importer = (file) => {
  const reports = file.text
    .split(/^(?=\s*Running .+ test @ )/m)
    .filter((one) => /Thread Stats/.test(one));
  const runs = reports.flatMap((report) => runOf(file.name, report) ?? []);
  return runs.length > 0
    ? { ok: true, value: runs }
    : /^\s*0 requests in /m.test(file.text)
      ? refused(
          file.name,
          "the run made no request",
          "check that the server answered: wrk counts its socket errors by kind",
        )
      : refused(
          file.name,
          "no complete wrk report: connections, Latency, the count of requests and Requests/sec",
          "keep the whole output of wrk",
        );
};

function runOf(file: string, report: string): ImportedRun | undefined {
  const [, threads, stated] = /(\d+) threads and (\d+) connections/.exec(report) ?? [];
  const asked = divided(readCount(stated), readCount(threads));
  const requests = readCount(/^\s*(\d+) requests in /m.exec(report)?.[1]);
  const duration = readDuration(/^\s*\d+ requests in ([^,\s]+)/m.exec(report)?.[1]);
  const answered = readNumber(/^\s*Requests\/sec:\s*([\d.]+)/m.exec(report)?.[1]);
  const latency = /^\s*Latency\s+(\S+)\s+\S+\s+(\S+)\s/m.exec(report);
  if (!asked || requests === undefined || !answered || !latency) return undefined;
  const open = /HdrHistogram|Thread calibration/.test(report);
  const share = (p: string) =>
    readDuration(new RegExp(`^\\s*${p}(?:\\.0+)?%\\s+([^\\s%]+)\\s*$`, "m").exec(report)?.[1]);
  const failures: ImportedFailure[] = [];
  const add = (error: string, count: number) => {
    if (count > 0) failures.push({ method: "", path: "", error, count });
  };
  const bad = readCount(/Non-2xx or 3xx responses:\s*(\d+)/.exec(report)?.[1]) ?? 0;
  add("status other than 2xx or 3xx", bad);
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
    report,
  );
  const socket = (at: number) => readCount(sockets?.[at]) ?? 0;
  const [lost, timeouts] = [socket(2) + socket(3), socket(4)];
  // A connection that was not made sent no request.
  add("socket read error", socket(2));
  add("socket write error", socket(3));
  add("time-out", timeouts);
  const connections = connectionsMade({
    asked,
    failed: socket(1),
    timeouts,
    throughput: answered,
    mean: readDuration(latency[1]),
    most: readDuration(latency[2]),
  });
  const { users } = connections;
  const throughput = answered + (requests > 0 ? (lost / requests) * answered : 0);
  const mean = open || connections.pauses ? readDuration(latency[1]) : users / throughput;
  const answers = present<ResponseTimes>({
    p50: share("50"),
    p90: share("90"),
    p95: share("95"),
    p99: share("99"),
    max: readDuration(latency[2]),
  });
  // Late answers are in N/X alone, and samples made up for requests that a slow one held back in the
  // percentiles alone: both may be those of other requests.
  const bounds = meanBounds(answers);
  const outside =
    bounds !== null && mean !== undefined && (mean < bounds.low || mean > bounds.high);
  const apart = outside && !open;
  const leftOut = ", which are left out: the mean of all does not go with them";
  return singleLevelRun({
    format: "wrk",
    file,
    version: open ? "wrk2" : "wrk",
    loadModel: open ? "open" : "closed",
    users,
    usersFrom: users < asked ? "in the file (connections made)" : "in the file (connections)",
    // Achieved, since the report does not state the rate asked for.
    arrivalRate: open ? answered : undefined,
    duration,
    figures: {
      ...present({
        requests: requests + lost,
        failures: Math.min(requests, bad + timeouts) + lost,
        throughput,
      }),
      responseTime: {
        ...present<ResponseTimes>({ mean }),
        ...(!apart ? answers : timeouts > 0 ? {} : present<ResponseTimes>({ max: answers.max })),
      },
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
          connections.pauses
            ? finding(
                "connections-pause",
                "note",
                users,
                `N/X is longer than the slowest answer printed (${latency[2]}): connections paused between requests, so the mean is wrk's own.`,
                "Little's law, N = X·(R + Z); a script's delay() is a think time",
                "nothing to do if the script pauses; look for connections that hang otherwise",
              )
            : finding(
                "mean-by-little",
                "note",
                users,
                `The mean is N/X; wrk itself printed ${latency[1]}, which includes samples it made up, as do its percentiles${apart && timeouts === 0 ? leftOut : ""}.`,
                "Little's law, N = X·R, for connections that never think; wrk, src/stats.c, stats_correct",
                "nothing to do",
              ),
          ...(users < asked
            ? [
                finding(
                  "connections-not-made",
                  "warning",
                  users,
                  `Of ${asked} connections ${users} were at work: ${sockets?.[1]} could not be made.`,
                  "wrk opens its connections once; N = X·R with the response time printed",
                  "raise the limit of open files (ulimit -n) and the server's backlog, and run again",
                ),
              ]
            : []),
          ...(timeouts > 0
            ? [
                finding(
                  "time-outs-in-requests",
                  "warning",
                  users,
                  `${timeouts} answers came after wrk's time-out: they are among the requests and failures, and not in the percentiles${apart ? leftOut : ""}.`,
                  "wrk counts such an answer as complete and leaves its time out of the histogram",
                  "raise --timeout and run again for the slowest answers",
                ),
              ]
            : []),
        ],
    allAtOnce: true,
    note: connections.pauses ? "" : "no think time: N = X·R",
  });
}

/** wrk shares its connections evenly among its threads and drops the rest. */
function divided(connections: number | undefined, threads: number | undefined): number {
  if (!connections || !threads) return 0;
  return Math.floor(connections / threads) * threads;
}

interface Connections {
  readonly asked: number;
  /** "Socket errors: connect". */
  readonly failed: number;
  readonly timeouts: number;
  readonly throughput: PerSecond;
  /** Printed average and maximum. */
  readonly mean: Seconds | undefined;
  readonly most: Seconds | undefined;
}

/** wrk prints two or three digits, and its average holds samples that it made up. */
const alike = 0.1;

/**
 * Connections at work: those asked for, unless some could not be made. A connection that fails at the
 * start is never tried again, one that fails later is counted once for each try, so that X·R decides
 * between the two. No mean is longer than the maximum, unless time-outs are left out of both: where N/X
 * is and no connection failed, the script pauses.
 */
function connectionsMade(known: Connections): { readonly users: number; readonly pauses: boolean } {
  const { asked, failed, timeouts, throughput, mean, most } = known;
  if (mean === undefined || most === undefined) return { users: asked, pauses: false };
  const impossible = timeouts === 0 && asked / throughput > most * (1 + alike);
  if (failed === 0) return { users: asked, pauses: impossible };
  const busy = throughput * mean;
  const left = asked - failed;
  if (busy >= asked * (1 - alike)) return { users: asked, pauses: false };
  const rest = left >= 1 && (timeouts > 0 ? busy <= left : Math.abs(busy / left - 1) <= alike);
  const users = rest ? left : Math.max(1, Math.round(busy));
  return { users, pauses: false };
}
