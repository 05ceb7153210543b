/**
 * guidellm's `benchmarks.json`: one benchmark for each load of a profile. `synchronous` is one user,
 * `concurrent` so many streams, `throughput` as many as are allowed; `constant` and `poisson` are open.
 * Answers are timed in seconds, tokens in milliseconds. Its `inter_token_latency_ms` is the mean time
 * per token after the first, of one answer (TPOT elsewhere); its own `time_per_output_token_ms` counts
 * the first token too and is left out. Requests broken off at the end of the run are no failures.
 *
 * Source: vllm-project/guidellm, src/guidellm/benchmark/schemas and, to 0.3, benchmark/benchmark.py.
 */
import type { ResponseTimes, TokenTimes } from "../../../measurement/campaign.ts";
import type { ImportedRun, Importer } from "../../imported-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, listAt, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { placesTaken } from "./places-taken.ts";

export const importGuidellm: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const runs = listAt(json.value, "benchmarks").flatMap((one) => runOf(file.name, one) ?? []);
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "no benchmark of the report has a strategy and successful requests",
        "write it again with guidellm benchmark --profile concurrent and an output of kind json",
      );
};

function runOf(file: string, benchmark: unknown): ImportedRun | undefined {
  const counts = countsOf(benchmark);
  const successes = (...path: string[]) => at(benchmark, "metrics", ...path, "successful");
  const throughput = numberAt(successes("requests_per_second"), "mean");
  if (!counts?.successful || !throughput) return undefined;
  const answers = timesOf(successes("request_latency"), 1);
  const strategy = at(benchmark, "config", "strategy") ?? at(benchmark, "args", "strategy");
  const kind = textAt(strategy, "type_") || textAt(strategy, "kind");
  const requests = counts.successful + counts.errored;
  const streams = countAt(strategy, "streams") ?? countAt(strategy, "max_concurrency");
  const flood = Math.round(numberAt(successes("request_concurrency"), "mean") ?? 0);
  const asked = numberAt(strategy, "rate");
  const opened = kind === "constant" || kind === "poisson" || kind === "async";
  const places = placesTaken({
    places: kind === "synchronous" ? 1 : kind === "throughput" ? (streams ?? flood) : streams,
    rate: opened ? asked : undefined,
    throughput: (throughput * requests) / counts.successful,
    mean: answers?.mean,
    requests,
  });
  if (places === undefined) return undefined;
  return singleLevelRun({
    format: "guidellm",
    file,
    loadModel: places.loadModel,
    users: places.users,
    mostUsers: places.mostUsers,
    usersFrom: places.users === null ? "" : `in the file (${kind})`,
    arrivalRate: places.arrivalRate,
    start: numberAt(benchmark, "start_time") ?? numberAt(benchmark, "run_stats", "start_time"),
    duration: durationOf(benchmark),
    figures: {
      ...present({ requests, failures: counts.errored, throughput }),
      responseTime: answers ?? {},
      tokenTimes: present<TokenTimes>({
        ttft: timesOf(successes("time_to_first_token_ms"), 1000),
        tpot: timesOf(successes("inter_token_latency_ms"), 1000),
      }),
    },
    failures:
      counts.errored > 0 ? [{ method: "", path: "", error: "errored", count: counts.errored }] : [],
    timesOf: "successes",
    throughputOf: "successes",
    percentiles: { method: "exact, the next value up", resolution: "exact" },
    findings: places.findings,
    allAtOnce: true,
  });
}

/** Where versions keep how many succeeded and how many failed. */
function countsOf(benchmark: unknown) {
  for (const path of [
    ["metrics", "request_totals"],
    ["request_totals"],
    ["scheduler_metrics", "requests_made"],
    ["run_stats", "requests_made"],
  ]) {
    const successful = countAt(benchmark, ...path, "successful");
    if (successful !== undefined) {
      return { successful, errored: countAt(benchmark, ...path, "errored") ?? 0 };
    }
  }
  return undefined;
}

function durationOf(benchmark: unknown): number | undefined {
  const told = numberAt(benchmark, "duration");
  if (told !== undefined) return told;
  const [start, end] = [numberAt(benchmark, "start_time"), numberAt(benchmark, "end_time")];
  return start === undefined || end === undefined ? undefined : end - start;
}

function timesOf(summary: unknown, perSecond: number): ResponseTimes | undefined {
  const time = (...path: string[]) => secondsAt(summary, perSecond, ...path);
  const times = present<ResponseTimes>({
    mean: time("mean"),
    p50: time("percentiles", "p50") ?? time("median"),
    p90: time("percentiles", "p90"),
    p95: time("percentiles", "p95"),
    p99: time("percentiles", "p99"),
    max: time("max"),
  });
  // Zeros stand for "not streamed".
  return times.mean === undefined || times.mean === 0 ? undefined : times;
}
