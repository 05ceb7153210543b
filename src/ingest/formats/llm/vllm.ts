/**
 * vLLM's `bench serve --save-result` (`benchmark_serving.py` before): one JSON object, or one a line
 * (`--append-result`). Milliseconds in the summary, seconds in the lists. Without a rate N is
 * `max_concurrency`, all of them busy all the time; with one the load is open, unless the answers are so
 * slow that all places are taken. Figures are of answers that succeeded, `failed` counts the others.
 * The time of the whole answer (`e2el`) is written only where it was asked for: else it is taken from the
 * lists, and else its mean from TTFT + TPOT × (tokens − 1). SGLang's `bench_serving` grew out of it and
 * writes the same, but `e2e_latency`, a result a line, and no failures.
 *
 * Source: vllm-project/vllm, vllm/benchmarks/serve.py; sgl-project/sglang, python/sglang/bench_serving.py.
 */
import type { ResponseTimes, TokenTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { ImportedFailure, ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { percentile } from "../percentile.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, listAt, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { type Places, placesTaken } from "./places-taken.ts";

export const importVllm: Importer = (file) => {
  // Python writes what no JSON knows: a rate without a limit is Infinity.
  const text = file.text.replace(/:\s*(?:-?Infinity|NaN)\b/g, ": null");
  const whole = parseJson(file.name, text);
  const lines = whole.ok
    ? [whole.value].flat()
    : text.split("\n").flatMap((line) => {
        const one = parseJson(file.name, line);
        return one.ok && line.trim() !== "" ? [one.value] : [];
      });
  const runs = lines.flatMap((value) => runOf(file.name, value) ?? []);
  if (runs.length > 0) return { ok: true, value: runs };
  if (!whole.ok && lines.length === 0) return whole;
  if (lines.some((value) => listAt(value, "rps_change_events").length > 0)) {
    return refused(
      file.name,
      "the request rate rose during the benchmark (--ramp-up-strategy), so its figures are of no one load",
      "run it at fixed loads, one a file: --max-concurrency 8, 16, 32, …",
    );
  }
  return refused(
    file.name,
    "the result has neither a request rate nor a maximum of requests at once (all were sent in one go), or no answer in it succeeded",
    "run vllm bench serve --save-result once for each load: --max-concurrency 8, 16, 32, …",
  );
};

function runOf(file: string, result: unknown): ImportedRun | undefined {
  const completed = countAt(result, "completed");
  const duration = numberAt(result, "duration");
  if (!completed || !duration || listAt(result, "rps_change_events").length > 0) return undefined;
  const failed = failedOf(result, completed);
  const throughput = numberAt(result, "request_throughput") ?? completed / duration;
  const { times, findings } = answerTimes(result, completed);
  const places = placesTaken({
    places: countAt(result, "max_concurrency"),
    rate: numberAt(result, "request_rate"),
    throughput: (throughput * (completed + failed)) / completed,
    mean: times.mean,
    requests: completed + failed,
  });
  if (places === undefined) return undefined;
  return singleLevelRun({
    format: "vllm",
    file,
    ...load(places),
    duration,
    figures: {
      ...present({ requests: completed + failed, failures: failed, throughput }),
      responseTime: times,
      tokenTimes: present<TokenTimes>({
        ttft: timesOf(result, "ttft"),
        tpot: timesOf(result, "tpot"),
        itl: timesOf(result, "itl"),
      }),
    },
    failures: failuresOf(result, failed),
    timesOf: "successes",
    throughputOf: "successes",
    percentiles: { method: "exact, linear interpolation", resolution: "exact" },
    findings: [...findings, ...places.findings],
    allAtOnce: true,
  });
}

const load = ({ loadModel, users, mostUsers, arrivalRate }: Places) => ({
  loadModel,
  users,
  mostUsers,
  arrivalRate,
  usersFrom: users === null ? "" : "in the file (max_concurrency)",
});

/** Older versions count no failures: what was not completed has failed. */
function failedOf(result: unknown, completed: number): number {
  const counted = countAt(result, "failed");
  if (counted !== undefined) return counted;
  const errors = listAt(result, "errors").filter((error) => textAt(error) !== "").length;
  return Math.max(errors, (countAt(result, "num_prompts") ?? completed) - completed, 0);
}

function failuresOf(result: unknown, failed: number): readonly ImportedFailure[] {
  const counts = new Map<string, number>();
  for (const error of listAt(result, "errors")) {
    // A traceback: its last line tells the error.
    const text = textAt(error).trim().split("\n").at(-1) ?? "";
    if (text !== "") counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size === 0 && failed > 0) counts.set("not completed", failed);
  return [...counts].map(([error, count]) => ({ method: "", path: "", error, count }));
}

function timesOf(result: unknown, of: string): ResponseTimes | undefined {
  const ms = (key: string) => secondsAt(result, 1000, `${key}_${of}_ms`);
  const times = present<ResponseTimes>({
    mean: ms("mean"),
    p50: ms("median") ?? ms("p50"),
    p90: ms("p90"),
    p95: ms("p95"),
    p99: ms("p99"),
  });
  // Zeros stand for "not streamed": a token takes time.
  return times.mean === undefined || times.mean === 0 ? undefined : times;
}

interface AnswerTimes {
  readonly times: ResponseTimes;
  readonly findings: readonly Finding[];
}

function answerTimes(result: unknown, completed: number): AnswerTimes {
  const told = timesOf(result, "e2el") ?? timesOf(result, "e2e_latency");
  const single = singleTimes(result);
  if (single.length === completed) {
    const sorted = single.toSorted((a, b) => a - b);
    const share = (p: number) => percentile(sorted, p);
    const times = {
      mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
      ...present({ p50: share(0.5), p90: share(0.9), p95: share(0.95), p99: share(0.99) }),
      ...present({ max: sorted.at(-1) }),
    };
    return { times: { ...times, ...told }, findings: [] };
  }
  if (told !== undefined) return { times: told, findings: [] };
  const [ttft, tpot] = [timesOf(result, "ttft")?.mean, timesOf(result, "tpot")?.mean];
  const tokens = (numberAt(result, "total_output_tokens") ?? 0) / completed;
  if (ttft === undefined || tpot === undefined || !(tokens >= 1))
    return { times: {}, findings: [] };
  return {
    times: { mean: ttft + tpot * (tokens - 1) },
    findings: [
      finding(
        "answer-time-from-tokens",
        "note",
        null,
        "The time of whole answers is not in the file; its mean is TTFT + TPOT × (tokens − 1), and it has no percentiles.",
        "exact where answers are equally long, or no slower for being long",
        "add --percentile-metrics ttft,tpot,itl,e2el --metric-percentiles 50,90,95,99",
      ),
    ],
  };
}

/** Of answers that succeeded, where they were kept (`--save-detailed`): whole, or as TTFT and gaps. */
function singleTimes(result: unknown): readonly number[] {
  const whole = listAt(result, "latencies");
  const gaps = listAt(result, "itls");
  const list =
    whole.length > 0
      ? whole.map((one) => numberAt(one) ?? 0)
      : listAt(result, "ttfts").map(
          (first, i) =>
            (numberAt(first) ?? 0) +
            listAt(at(gaps, String(i))).reduce<number>((sum, gap) => sum + (numberAt(gap) ?? 0), 0),
        );
  return list.filter((one) => one > 0);
}
