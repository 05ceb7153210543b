/**
 * autocannon's `--json`: one object, an array of them, or one a line (`--forever`). N is connections ×
 * pipelining; times are milliseconds; `throughput` is BYTES a second and not used. There is no P95: the
 * file has P90 and P97.5, and nothing is made up between them.
 *
 * Source: mcollina/autocannon, lib/aggregateResult.js.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { unixTime } from "../text/unix-time.ts";
import { timeOfAll } from "../time-of-all.ts";

export const importAutocannon: Importer = (file) => {
  const whole = parseJson(file.name, file.text);
  const values = whole.ok
    ? Array.isArray(whole.value)
      ? whole.value
      : [whole.value]
    : file.text.split("\n").flatMap((line) => {
        const one = parseJson(file.name, line);
        return one.ok && line.trim() !== "" ? [one.value] : [];
      });
  const runs = values.flatMap((value) => runOf(file.name, value) ?? []);
  if (runs.length > 0) return { ok: true, value: runs };
  return whole.ok
    ? refused(
        file.name,
        "the autocannon result lacks connections, requests.total, duration or latency",
        "write it again with autocannon --json",
      )
    : whole;
};

function runOf(file: string, result: unknown): ImportedRun | undefined {
  const requests = countAt(result, "requests", "total");
  const duration = numberAt(result, "duration");
  const time = (key: string) => secondsAt(result, 1000, "latency", key);
  const mean = time("mean") ?? time("average");
  if (requests === undefined || !duration || mean === undefined) return undefined;
  const connections = countAt(result, "connections");
  const users = connections ? connections * (countAt(result, "pipelining") ?? 1) : null;
  const failures: ImportedFailure[] = [];
  const add = (key: string, error: string) => {
    const count = countAt(result, key) ?? 0;
    if (count > 0) failures.push({ method: "", path: "", error, count });
    return count;
  };
  const bad = add("non2xx", "status other than 2xx");
  const timeouts = add("timeouts", "time-out");
  const errors = countAt(result, "errors") ?? 0;
  // `errors` includes time-outs.
  if (errors > timeouts) {
    const count = errors - timeouts;
    failures.push({ method: "", path: "", error: "connection", count });
  }
  // Answers are what `requests.total` counts; failed requests without one are added.
  const all = requests + errors;
  const { responseTime, timesOf, findings } = timeOfAll({
    tool: "autocannon",
    // At a rate its connections pause.
    users: at(result, "overallRate") === undefined ? users : null,
    throughput: all / duration,
    times: present<ResponseTimes>({
      mean,
      p50: time("p50"),
      p90: time("p90"),
      p99: time("p99"),
      max: time("max"),
    }),
    requests: all,
    unanswered: errors,
  });
  return singleLevelRun({
    format: "autocannon",
    file,
    loadModel: at(result, "overallRate") === undefined ? "closed" : "unknown",
    users,
    usersFrom: users === null ? "" : "in the file (connections × pipelining)",
    duration,
    start: unixTime(textAt(result, "start")),
    figures: {
      ...present({
        requests: all,
        failures: Math.min(all, bad + errors),
        throughput: all / duration,
      }),
      responseTime: requests > 0 ? responseTime : {},
    },
    failures,
    timesOf,
    percentiles: { method: "HDR histogram", resolution: "1 ms" },
    findings: [
      ...findings,
      finding(
        "no-p95",
        "note",
        users,
        "autocannon reports P90 and P97.5 but no P95, so the level has none.",
        "a percentile between two others is not determined by them",
        "plan on P90 or P99, or measure with a tool that reports P95",
      ),
    ],
    allAtOnce: true,
    note: "no think time: N = X·R",
  });
}
