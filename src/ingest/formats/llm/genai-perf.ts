/**
 * NVIDIA's genai-perf and AIPerf (`profile_export_genai_perf.json`, `profile_export_aiperf.json`): a
 * metric a key, each with its unit. N is the concurrency of `input_config`; a request rate is open. Their
 * inter-token latency is the mean per token after the first, of one answer (TPOT elsewhere).
 *
 * Source: triton-inference-server/perf_analyzer, genai-perf; ai-dynamo/aiperf, docs.
 */
import type { ResponseTimes, TokenTimes } from "../../../measurement/campaign.ts";
import type { Importer } from "../../imported-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { placesTaken } from "./places-taken.ts";

const perSecond: Readonly<Record<string, number>> = { s: 1, sec: 1, ms: 1e3, us: 1e6, ns: 1e9 };

export const importGenaiPerf: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const result = json.value;
  const throughput = numberAt(result, "request_throughput", "avg");
  const succeeded = Math.round(numberAt(result, "request_count", "avg") ?? 0);
  const failed = Math.round(numberAt(result, "error_request_count", "avg") ?? 0);
  const answers = timesOf(at(result, "request_latency"));
  const config = (key: string) => {
    for (const path of [[], ["loadgen"], ["perf_analyzer", "stimulus"], ["stimulus"]]) {
      const found = numberAt(result, "input_config", ...path, key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const places =
    throughput === undefined
      ? undefined
      : placesTaken({
          places: config("concurrency"),
          rate: config("request_rate"),
          throughput: succeeded > 0 ? (throughput * (succeeded + failed)) / succeeded : throughput,
          mean: answers?.mean,
          requests: succeeded > 0 ? succeeded + failed : Number.POSITIVE_INFINITY,
        });
  if (!throughput || places === undefined) {
    return refused(
      file.name,
      "the result lacks request_throughput, or a concurrency or request rate in input_config",
      "run it with --concurrency 8, 16, 32, …, and give profile_export_genai_perf.json of each",
    );
  }
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "genai-perf",
        file: file.name,
        version: textAt(result, "aiperf_version"),
        loadModel: places.loadModel,
        users: places.users,
        mostUsers: places.mostUsers,
        usersFrom: places.users === null ? "" : "in the file (concurrency)",
        arrivalRate: places.arrivalRate,
        duration: succeeded > 0 ? succeeded / throughput : undefined,
        figures: {
          ...present({
            requests: succeeded > 0 ? succeeded + failed : undefined,
            failures: succeeded > 0 ? failed : undefined,
            throughput,
          }),
          responseTime: answers ?? {},
          tokenTimes: present<TokenTimes>({
            ttft: timesOf(at(result, "time_to_first_token")),
            tpot: timesOf(at(result, "inter_token_latency")),
          }),
        },
        failures:
          failed > 0 ? [{ method: "", path: "", error: "failed request", count: failed }] : [],
        timesOf: "successes",
        throughputOf: "successes",
        percentiles: { method: "exact, linear interpolation", resolution: "exact" },
        findings: places.findings,
        allAtOnce: true,
      }),
    ],
  };
};

function timesOf(metric: unknown): ResponseTimes | undefined {
  const unit = perSecond[textAt(metric, "unit")];
  if (unit === undefined) return undefined;
  const time = (key: string) => secondsAt(metric, unit, key);
  const times = present<ResponseTimes>({
    mean: time("avg"),
    p50: time("p50"),
    p90: time("p90"),
    p95: time("p95"),
    p99: time("p99"),
    max: time("max"),
  });
  return times.mean === undefined || times.mean === 0 ? undefined : times;
}
