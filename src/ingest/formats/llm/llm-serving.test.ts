import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-llm-files.ts";

const made = (value: object) => ({ name: "bench.json", text: JSON.stringify(value) });

describe("importVllm", () => {
  it("reads users, answers and tokens, milliseconds as seconds", () => {
    const run = importOne(files.vllm);
    expect(run).toMatchObject({ format: "vllm", loadModel: "closed", timesOf: "successes" });
    expect(run.level).toMatchObject({ users: 8, requests: 800, failures: 0, throughput: 8 });
    expect(run.level.responseTime).toEqual({ mean: 1, p50: 0.98, p90: 1.2, p95: 1.3, p99: 1.5 });
    expect(run.level.tokenTimes?.ttft).toEqual({
      ...{ mean: 0.2, p50: 0.18, p90: 0.3, p95: 0.4, p99: 0.6 },
    });
    expect(run.level.tokenTimes?.tpot).toMatchObject({ mean: 0.01, p95: 0.012 });
    expect(run.level.tokenTimes?.itl).toMatchObject({ p99: 0.04 });
  });

  it("makes the mean of an answer of its tokens, where only these were kept", () => {
    const run = importOne(files.vllmOld);
    // 200 ms + 10 ms × 80 further tokens.
    expect(run.level.responseTime).toEqual({ mean: 1 });
    expect(run.level).toMatchObject({ users: 8, requests: 804, failures: 4 });
    expect(run.failures).toEqual([{ method: "", path: "", error: "TimeoutError", count: 4 }]);
    expect(codesOf(run)).toEqual(["answer-time-from-tokens"]);
  });

  it("takes whole answers from the lists of a detailed file", () => {
    const detailed = { completed: 4, failed: 0, num_prompts: 4, max_concurrency: 1 };
    const gaps = { ttfts: [0.1, 0.2, 0.3, 0.4], itls: [[0.1, 0.1], [0.1], [], [0.6]] };
    const run = importOne(made({ ...files.vllmResult, ...detailed, ...gaps }));
    // 0.3, 0.3, 0.3 and 1.0
    expect(run.level.responseTime.mean).toBeCloseTo(1.9 / 4, 12);
    expect(run.level.responseTime.max).toBeCloseTo(1, 12);
    expect(codesOf(run)).toEqual(["few-rounds"]);
  });

  it("reads a rate as open load, and full places at a rate as a closed one", () => {
    const slow = importOne(made({ ...files.vllmResult, request_rate: 8, max_concurrency: null }));
    expect(slow.loadModel).toBe("open");
    expect(slow.level).toMatchObject({ users: null, arrivalRate: 8 });
    const full = importOne(made({ ...files.vllmResult, request_rate: 30 }));
    expect(full.level.users).toBe(8);
    const behind = importOne(
      made({ ...files.vllmResult, request_rate: 30, max_concurrency: null }),
    );
    expect(codesOf(behind)).toContain("behind-its-rate");
  });

  it("takes the mean of requests at once where the places stood empty", () => {
    const run = importOne(made({ ...files.vllmResult, max_concurrency: 64 }));
    // X·R = 8 · 1 s
    expect(run.level).toMatchObject({ users: 8, mostUsers: 64 });
  });

  it("reads SGLang's lines, whose rate is written as Infinity", () => {
    const { failed: _, num_prompts: __, ...rest } = files.vllmResult;
    const line = (places: number) =>
      JSON.stringify({
        ...{ ...rest, request_rate: "?", max_concurrency: places },
        ...{ mean_e2e_latency_ms: 125 * places, median_e2e_latency_ms: 120 * places },
      }).replace('"?"', "Infinity");
    const text = `${line(8)}\n${line(16)}\n`;
    const { runs } = importResults([{ name: "sglang.jsonl", text }]);
    expect(runs.map(({ levels }) => levels[0])).toMatchObject([
      { users: 8, requests: 800, responseTime: { mean: 1, p50: 0.96 } },
      { users: 16, requests: 800, responseTime: { mean: 2 } },
    ]);
  });

  it("refuses what has no load, or many", () => {
    expect(refusalOf(made({ ...files.vllmResult, max_concurrency: null }))).toMatch(
      /all were sent in one go/,
    );
    const ramp = { rps_change_events: [{ rps: 1 }] };
    expect(refusalOf(made({ ...files.vllmResult, ...ramp }))).toMatch(/rate rose/);
  });

  it("reads results that were appended to one file, one level each", () => {
    const lines = [8, 16, 32].map((places) =>
      JSON.stringify({
        ...files.vllmResult,
        ...{ max_concurrency: places, mean_tpot_ms: (1000 * (places / 8) - 200) / 80 },
      }),
    );
    const { runs } = importResults([{ name: "bench.json", text: lines.join("\n") }]);
    expect(runs.map(({ levels }) => levels[0]?.users)).toEqual([8, 16, 32]);
  });
});

describe("importGuidellm", () => {
  it("reads each benchmark as a level: one user, streams, a rate", () => {
    const { runs } = importResults([files.guidellm]);
    expect(runs.map(({ loadModel }) => loadModel)).toEqual(["closed", "closed", "open"]);
    const [one, streams, open] = runs.map(({ levels }) => levels[0]);
    expect(one).toMatchObject({ users: 1, requests: 100, throughput: 1 });
    expect(streams).toMatchObject({ users: 8, requests: 402, failures: 2, duration: 100 });
    expect(streams?.responseTime).toMatchObject({ mean: 2, p95: 2.6, p99: 3 });
    // Its inter-token latency is of one answer.
    expect(streams?.tokenTimes).toMatchObject({ ttft: { p95: 0.8 }, tpot: { mean: 0.02 } });
    expect(streams?.tokenTimes?.itl).toBeUndefined();
    expect(open).toMatchObject({ users: null, arrivalRate: 5 });
  });

  it("reads what versions up to 0.3 wrote", () => {
    const [, one] = JSON.parse(files.guidellm.text).benchmarks;
    const { config, metrics, duration: _, ...rest } = one;
    const { request_totals, ...others } = metrics;
    const old = { benchmarks: [{ ...rest, args: config, request_totals, metrics: others }] };
    expect(importOne(made(old)).level).toMatchObject({ users: 8, requests: 402, duration: 100 });
  });
});

describe("importInferencePerf", () => {
  it("reads a stage of so many at once", () => {
    const run = importOne(files.inferencePerf);
    expect(run.level).toMatchObject({ users: 8, requests: 402, failures: 2, throughput: 4 });
    expect(run.level.responseTime).toMatchObject({ mean: 2, p50: 1.9, p95: 2.6, p99: 3 });
    expect(run.level.tokenTimes).toMatchObject({ ttft: { p95: 0.8 }, tpot: { mean: 0.01 } });
  });

  it("reads a stage at a rate as open, at the rate that was sent, and blames the load machine", () => {
    const run = importOne(files.inferencePerfRate);
    expect(run.loadModel).toBe("open");
    expect(run.level).toMatchObject({ users: null, arrivalRate: 4.02 });
    expect(run.generatorWarnings).toHaveLength(1);
  });

  it("refuses the sum of all stages", () => {
    expect(refusalOf(files.inferencePerfSummary)).toMatch(/adds up all stages/);
  });
});

describe("importGenaiPerf", () => {
  it("reads the metrics in their units", () => {
    const run = importOne(files.genaiPerf);
    expect(run.level).toMatchObject({ users: 16, requests: 480, throughput: 8, duration: 60 });
    expect(run.level.responseTime).toMatchObject({ mean: 2, p95: 2.6 });
    expect(run.level.tokenTimes).toMatchObject({ ttft: { p95: 0.8 }, tpot: { mean: 0.016 } });
  });
});

describe("all of them", () => {
  it("find the same level in the same run, whatever its tool", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.double({ min: 0.05, max: 50, noNaN: true }),
        (users, R) => {
          const X = users / R;
          const ms = (mean: number) => ({ avg: 1000 * mean, p50: 900 * mean, unit: "ms" });
          const texts = [
            {
              ...{ completed: 5000, failed: 0, duration: 5000 / X, request_throughput: X },
              ...{ request_rate: "inf", max_concurrency: users },
              ...{ mean_e2el_ms: 1000 * R, median_e2el_ms: 900 * R },
            },
            {
              load_summary: { concurrency: users },
              successes: {
                count: 5000,
                latency: { request_latency: { mean: R, median: 0.9 * R } },
                throughput: { requests_per_sec: X },
              },
            },
            {
              ...{ request_throughput: { avg: X }, request_count: { avg: 5000 } },
              ...{ request_latency: ms(R), input_config: { loadgen: { concurrency: users } } },
            },
          ].map((value) => importOne(made(value)).level);
          for (const level of texts) {
            expect(level.users).toBe(users);
            expect(level.throughput).toBeCloseTo(X, 9);
            expect(level.responseTime.mean).toBeCloseTo(R, 9);
            expect(level.responseTime.p50).toBeCloseTo(0.9 * R, 9);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
