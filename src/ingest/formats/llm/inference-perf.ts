/**
 * inference-perf's `stage_N_lifecycle_metrics.json`: seconds. A stage at a rate is open, one with a
 * `concurrency` closed. The rate that was reached is the load where the generator fell behind the one
 * that was asked for. `summary_lifecycle_metrics.json` adds up the stages, whatever their loads, and is
 * refused.
 *
 * Source: kubernetes-sigs/inference-perf, api/outputs/reports/native/v1/native.proto and its demos.
 */
import type { ResponseTimes, TokenTimes } from "../../../measurement/campaign.ts";
import type { Importer } from "../../imported-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, numberAt, parseJson } from "../text/json-value.ts";
import { placesTaken } from "./places-taken.ts";

/** Of the rate that was asked for. */
const reached = 0.9;

export const importInferencePerf: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const stage = json.value;
  const succeeded = countAt(stage, "successes", "count");
  const throughput = numberAt(stage, "successes", "throughput", "requests_per_sec");
  if (!succeeded || !throughput) {
    return refused(
      file.name,
      "the stage lacks successes.count or successes.throughput.requests_per_sec",
      "run inference-perf with report.request_lifecycle.per_stage: true",
    );
  }
  const failed = countAt(stage, "failures", "count") ?? 0;
  const asked = numberAt(stage, "load_summary", "requested_rate");
  const sent = numberAt(stage, "load_summary", "achieved_rate");
  const answers = timesOf(stage, "request_latency");
  const concurrency = countAt(stage, "load_summary", "concurrency");
  const places = placesTaken({
    places: concurrency,
    rate: concurrency ? undefined : (sent ?? asked),
    throughput: (throughput * (succeeded + failed)) / succeeded,
    mean: answers?.mean,
    requests: succeeded + failed,
  });
  if (places === undefined) {
    return refused(
      file.name,
      "the file tells neither a rate nor a concurrency: it adds up all stages, whatever their loads",
      "give stage_0_lifecycle_metrics.json and the others instead",
    );
  }
  const behind = asked !== undefined && sent !== undefined && sent < reached * asked;
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "inference-perf",
        file: file.name,
        loadModel: places.loadModel,
        users: places.users,
        mostUsers: places.mostUsers,
        usersFrom: places.users === null ? "" : "in the file (concurrency)",
        arrivalRate: places.arrivalRate,
        duration: succeeded / throughput,
        figures: {
          ...present({ requests: succeeded + failed, failures: failed, throughput }),
          responseTime: answers ?? {},
          tokenTimes: present<TokenTimes>({
            ttft: timesOf(stage, "time_to_first_token"),
            tpot: timesOf(stage, "time_per_output_token"),
            itl: timesOf(stage, "inter_token_latency"),
          }),
        },
        failures:
          failed > 0 ? [{ method: "", path: "", error: "failed request", count: failed }] : [],
        timesOf: "successes",
        throughputOf: "successes",
        percentiles: { method: "exact, linear interpolation", resolution: "exact" },
        findings: places.findings,
        generatorWarnings: behind
          ? [`${asked} requests a second were asked for, ${sent.toPrecision(4)} were sent`]
          : [],
        allAtOnce: true,
      }),
    ],
  };
};

/** Older versions have no `latency` around the times. */
function timesOf(stage: unknown, of: string): ResponseTimes | undefined {
  const summary = at(stage, "successes", "latency", of) ?? at(stage, "successes", of);
  const time = (key: string) => numberAt(summary, key) ?? numberAt(summary, "percentiles", key);
  const times = present<ResponseTimes>({
    mean: time("mean"),
    p50: time("median") ?? time("p50"),
    p90: time("p90"),
    p95: time("p95"),
    p99: time("p99"),
    max: time("max"),
  });
  return times.mean === undefined || times.mean === 0 ? undefined : times;
}
