/**
 * sysbench 0.4 to 1.1, any number of reports in one file. Throughput is events over time, since
 * `transactions` may read 0; 0.x writes a unit at each time, 1.0 milliseconds; there is one percentile,
 * P95 unless asked otherwise, and in some builds of 1.1 several. With `--rate` the load is open.
 *
 * Source: akopytov/sysbench, src/sysbench.c and src/sb_histogram.c.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount } from "../text/read-number.ts";

export const importSysbench: Importer = (file) => {
  const runs = file.text.split(/^(?=sysbench \d)/m).flatMap((one) => runOf(file.name, one) ?? []);
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "no complete sysbench report: Number of threads, total time, total number of events",
        "keep the whole output; a run that was stopped prints no totals",
      );
};

function runOf(file: string, report: string): ImportedRun | undefined {
  const users = readCount(/^Number of threads:\s*(\d+)/m.exec(report)?.[1]);
  const duration = readDuration(/^\s*(?:total time|time elapsed):\s*(\S+)/m.exec(report)?.[1]);
  const requests = readCount(/^\s*total number of events:\s*(\d+)/m.exec(report)?.[1]);
  if (!users || !duration || !requests) return undefined;
  const inMilliseconds = /^Latency \(ms\):/m.test(report);
  const times = report.slice(Math.max(0, report.search(/^\s*(?:Latency \(ms\)|response time):?/m)));
  const time = (label: string) => {
    const text = new RegExp(`^\\s*${label}:\\s*([\\d.]+)(\\w*)`, "m").exec(times);
    return text ? readDuration(`${text[1]}${text[2] || (inMilliseconds ? "ms" : "")}`) : undefined;
  };
  const share = (p: number) => time(`(?:approx\\.\\s+)?${p}(?:th)? percentile`);
  const ranked = /^\s*(?:approx\.\s+)?\d+(?:th)? percentile:/m.test(times);
  const errors = readCount(/^\s*ignored errors:\s*(\d+)/m.exec(report)?.[1]) ?? 0;
  const open = /^Target transaction rate:/m.test(report);
  const mean = time("avg");
  return singleLevelRun({
    format: "sysbench",
    file,
    version: /^sysbench (\S+?):?\s/m.exec(report)?.[1] ?? "",
    loadModel: open ? "open" : "closed",
    users,
    usersFrom: "in the file (threads)",
    arrivalRate: open ? requests / duration : undefined,
    duration,
    figures: {
      ...present({ requests, failures: 0, throughput: requests / duration }),
      responseTime: present<ResponseTimes>({
        mean,
        p50: share(50),
        p90: share(90),
        p95: share(95),
        p99: share(99),
        max: time("max"),
      }),
    },
    percentiles: ranked ? { method: "logarithmic histogram", resolution: "±1 %" } : null,
    findings:
      errors > 0
        ? [
            finding(
              "ignored-errors",
              "note",
              users,
              `${errors} ignored errors (deadlocks, duplicate keys) are not among the events.`,
              "sysbench repeats a transaction that met one",
              "nothing to do; their time is part of the event that succeeded",
            ),
          ]
        : [],
    allAtOnce: true,
    note: "no think time: N = X·R; a request is an event",
  });
}
