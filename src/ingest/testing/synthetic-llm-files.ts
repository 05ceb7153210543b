/**
 * Results of benchmarks of language models, made up for the tests in the layout that each tool writes,
 * with figures that can be checked in the head: X·R is the number of requests at once, and the mean of an
 * answer is TTFT + TPOT × (tokens − 1). None is the output of a real run.
 */
import type { SourceText } from "../imported-run.ts";

const json = (name: string, value: unknown, indent?: number): SourceText => {
  return { name, text: JSON.stringify(value, null, indent) };
};

const milliseconds = (
  of: string,
  mean: number,
  p50: number,
  p90: number,
  p95: number,
  p99: number,
) => ({
  [`mean_${of}_ms`]: mean,
  [`median_${of}_ms`]: p50,
  [`std_${of}_ms`]: 1,
  [`p90_${of}_ms`]: p90,
  [`p95_${of}_ms`]: p95,
  [`p99_${of}_ms`]: p99,
});

/** 8 at once, 8 answers a second, 1 s each: 200 ms to the first of 81 tokens, 10 ms for each after it. */
export const vllmResult = {
  date: "20260101-120000",
  endpoint_type: "vllm",
  backend: "vllm",
  label: null,
  model_id: "example/model",
  tokenizer_id: "example/model",
  num_prompts: 800,
  request_rate: "inf",
  burstiness: 1.0,
  max_concurrency: 8,
  duration: 100.0,
  completed: 800,
  failed: 0,
  total_input_tokens: 80_000,
  total_output_tokens: 64_800,
  request_throughput: 8.0,
  request_goodput: null,
  output_throughput: 648.0,
  total_token_throughput: 1448.0,
  max_output_tokens_per_s: 700.0,
  max_concurrent_requests: 8,
  ...milliseconds("ttft", 200, 180, 300, 400, 600),
  ...milliseconds("tpot", 10, 10, 11, 12, 14),
  ...milliseconds("itl", 10, 9, 12, 20, 40),
};

export const vllm = json("vllm-infqps-concurrency8-model.json", {
  ...vllmResult,
  ...milliseconds("e2el", 1000, 980, 1200, 1300, 1500),
});

/** Before 0.10 and without whole answers: 4 requests never came back, their error is a traceback. */
export const vllmOld = json("vllm-infqps-concurrency8-old.json", {
  ...{ ...vllmResult, failed: undefined, num_prompts: 804 },
  errors: [...Array(800).fill(""), ...Array(4).fill("Traceback …\nTimeoutError\n")],
});

const summary = (mean: number, p50: number, p90: number, p95: number, p99: number) => ({
  ...{ mean, median: p50, mode: p50, variance: 1, std_dev: 1, min: p50 / 2, max: p99 * 1.5 },
  ...{ count: 100, total_sum: mean * 100 },
  percentiles: { p001: p50 / 2, p01: p50 / 2, p50, p75: p50, p90, p95, p99, p999: p99 },
});

const benchmark = (strategy: object, totals: readonly [number, number], X: number, R: number) => ({
  type_: "generative_benchmark",
  config: { strategy },
  start_time: 1_767_225_600,
  end_time: 1_767_225_600 + totals[0] / X,
  duration: totals[0] / X,
  metrics: {
    request_totals: {
      ...{ successful: totals[0], errored: totals[1], incomplete: 3 },
      total: totals[0] + totals[1] + 3,
    },
    requests_per_second: { successful: summary(X, X, X, X, X) },
    request_concurrency: { successful: summary(X * R, X * R, X * R, X * R, X * R) },
    request_latency: { successful: summary(R, R, 1.2 * R, 1.3 * R, 1.5 * R) },
    time_to_first_token_ms: {
      successful: summary(200 * R, 200 * R, 300 * R, 400 * R, 600 * R),
    },
    inter_token_latency_ms: { successful: summary(10 * R, 10 * R, 11 * R, 12 * R, 14 * R) },
  },
});

/** One user, 8 streams with two errors, and 5 requests a second. */
export const guidellm = json("benchmarks.json", {
  metadata: { version: 1, guidellm_version: "0.5.0" },
  args: { profile: "sweep" },
  benchmarks: [
    benchmark({ type_: "synchronous" }, [100, 0], 1, 1),
    benchmark({ type_: "concurrent", streams: 8 }, [400, 2], 4, 2),
    benchmark({ type_: "poisson", rate: 5 }, [500, 0], 5, 2),
  ],
});

const seconds = (mean: number, median: number, p90: number, p95: number, p99: number) => ({
  ...{ mean, min: median / 2, "p0.1": median / 2, p1: median / 2, p5: median / 2, median },
  ...{ p90, p95, p99, "p99.9": p99, max: 2 * p99 },
});

const stage = (load_summary: object) => ({
  load_summary: {
    count: 402,
    schedule_delay: seconds(0, 0, 0, 0, 0),
    send_duration: 100,
    ...load_summary,
  },
  successes: {
    count: 400,
    latency: {
      request_latency: seconds(2, 1.9, 2.4, 2.6, 3),
      normalized_time_per_output_token: seconds(0.02, 0.02, 0.024, 0.026, 0.03),
      time_per_output_token: seconds(0.01, 0.01, 0.011, 0.012, 0.014),
      time_to_first_token: seconds(0.4, 0.36, 0.6, 0.8, 1.2),
      inter_token_latency: seconds(0.01, 0.009, 0.012, 0.02, 0.04),
    },
    throughput: {
      ...{ input_tokens_per_sec: 400, output_tokens_per_sec: 644 },
      requests_per_sec: 4,
    },
  },
  failures: { count: 2, request_latency: null, prompt_len: null },
});

/** 4 answers a second, 2 s each: 8 at once. */
export const inferencePerf = json("stage_1_lifecycle_metrics.json", stage({ concurrency: 8 }), 2);
export const inferencePerfRate = json(
  "stage_2_lifecycle_metrics.json",
  stage({ requested_rate: 8, achieved_rate: 4.02 }),
);
export const inferencePerfSummary = json("summary_lifecycle_metrics.json", stage({}));

const metric = (unit: string, avg: number, p50: number, p90: number, p95: number, p99: number) => ({
  ...{ unit, avg, p50, p90, p95, p99, min: p50 / 2, max: p99 * 2, std: 1 },
});

/** 16 at once, 8 a second, 2 s each. */
export const genaiPerf = json("profile_export_genai_perf.json", {
  request_throughput: { unit: "requests/sec", avg: 8 },
  request_latency: metric("ms", 2000, 1900, 2400, 2600, 3000),
  request_count: { unit: "count", avg: 480 },
  time_to_first_token: metric("ms", 400, 360, 600, 800, 1200),
  inter_token_latency: metric("ms", 16, 16, 18, 19, 22),
  output_token_throughput: { unit: "tokens/sec", avg: 808 },
  input_config: { model: ["example/model"], perf_analyzer: { stimulus: { concurrency: 16 } } },
});

export const syntheticLlmFiles: readonly SourceText[] = [
  vllm,
  vllmOld,
  guidellm,
  inferencePerf,
  inferencePerfRate,
  genaiPerf,
];
