/** One campaign for each finding, made to deserve it: the rest of each is sound. */
import type { Campaign, EndpointLevel, FailureCount, Level, SeriesSlice } from "../campaign.ts";

const THINK_TIME = 1;
const WINDOW = 600;

/** A sound level: N = X·(Z + R) with Z = 1 s, and percentiles of an exponential law. */
function level(users: number, mean: number, figures: Partial<Level> = {}): Level {
  const throughput = users / (THINK_TIME + mean);
  const p = (share: number) => -mean * Math.log(1 - share);
  const requests = Math.round(throughput * WINDOW);
  return {
    users,
    run: "",
    duration: WINDOW,
    requests,
    failures: 0,
    throughput,
    responseTime: { mean, p50: p(0.5), p90: p(0.9), p95: p(0.95), p99: p(0.99), max: p(0.9999) },
    quality: "measured",
    note: "",
    ...figures,
  };
}

const sound = [level(100, 0.1034), level(200, 0.2117), level(300, 0.5171), level(400, 1.0233)];

const campaign = (levels: readonly Level[], rest: Partial<Campaign> = {}): Campaign => ({
  name: "made to deserve",
  levels,
  endpoints: [],
  failures: [],
  ...rest,
});

/** The sound campaign with its third level, of 300 users, changed. */
const withThird = (change: Partial<Level> | ((third: Level) => Partial<Level>)) =>
  campaign(
    sound.map((one, i) =>
      i === 2 ? { ...one, ...(typeof change === "function" ? change(one) : change) } : one,
    ),
  );

const row = (users: number, path: string, figures: Partial<EndpointLevel> = {}): EndpointLevel => ({
  users,
  run: "",
  method: "GET",
  path,
  responseTime: {},
  quality: "measured",
  note: "",
  ...figures,
});

const failure = (users: number, path: string, count: number): FailureCount => {
  return { users, run: "", method: "GET", path, error: "HTTP 500", count, note: "" };
};

/** A hundred requests that failed at 300 users, and what they said. */
const wantingAtThird = (error: string): Campaign => ({
  ...withThird({ failures: 100 }),
  failures: [{ ...failure(300, "/a", 100), error }],
});

const requestsOf = (users: number) => sound.find((one) => one.users === users)?.requests ?? 0;

/** The third level's window in 30 slices of 20 s. */
function withSeries(
  slice: (at: number) => { readonly mean?: number; readonly throughput: number },
) {
  const series: SeriesSlice[] = Array.from({ length: 30 }, (_, at) => {
    return { users: 300, run: "", end: 20 * (at + 1), ...slice(at) };
  });
  return campaign(sound, { series });
}

/** A little scatter, the same every time. */
const wobble = (at: number) => 1 + 0.03 * Math.sin(7 * at);

export const soundCampaign = campaign(sound);

/** By the code of the finding. */
export const deservingCampaigns: Readonly<Record<string, Campaign>> = {
  "incident-level": withThird(({ requests = 0 }) => ({ failures: Math.round(requests * 0.07) })),
  "errors-at-highest-level": campaign([
    ...sound.slice(0, 3),
    level(400, 1.0233, { failures: 9000 }),
  ]),
  "rate-limit-met": campaign(
    [50, 120, 200].map((users) => {
      const throughput = users / 1.02;
      const failures = Math.round(WINDOW * Math.max(0, throughput - 100));
      const mean = (0.02 * (throughput * WINDOW - failures)) / (throughput * WINDOW);
      return level(users, mean, {
        throughput,
        requests: Math.round(throughput * WINDOW),
        failures,
        responseTime: { mean },
      });
    }),
  ),
  "impossible-counts": withThird(({ requests = 0 }) => ({ failures: requests + 1 })),
  "percentile-order": withThird(({ responseTime }) => ({
    responseTime: { ...responseTime, p50: 2, p95: 0.9 },
  })),
  "unknown-unit": withThird(({ responseTime: { mean = 0 } }) => ({
    responseTime: { mean: mean * 1000 },
  })),
  "copied-level": campaign([
    ...sound.slice(0, 3),
    { ...level(300, 0.5171), users: 400, responseTime: { mean: 0.5171 } },
  ]),
  "mean-outside-percentiles": withThird(({ responseTime }) => ({
    responseTime: { ...responseTime, p50: 1.5, p90: 1.6, p95: 1.7, p99: 3 },
  })),
  "generator-saturated": withThird({ note: "generator saturated: 1200 iterations were dropped" }),
  "paced-users": campaign(
    [0.1, 0.4, 0.7, 0.95].map((R, i) =>
      level(100 * (i + 1), R, {
        throughput: 100 * (i + 1),
        requests: 100 * (i + 1) * WINDOW,
      }),
    ),
  ),
  "think-time-slope": campaign(
    [0.2, 0.4, 0.8, 1.6].map((R, i) => {
      const throughput = (100 * (i + 1)) / (1 + 2 * R);
      return level(100 * (i + 1), R, { throughput, requests: Math.round(throughput * WINDOW) });
    }),
  ),
  "negative-think-time": campaign(
    sound.map((one) => {
      const throughput = (one.throughput ?? 0) * 4;
      return { ...one, throughput, requests: Math.round(throughput * WINDOW) };
    }),
  ),
  "inconsistent-level": withThird(({ throughput = 0 }) => ({
    throughput: throughput / 2,
    requests: Math.round((throughput / 2) * WINDOW),
  })),
  "fast-failures": campaign(
    [level(100, 0.1034), level(200, 0.2117), level(300, 0.15), level(400, 0.14)].map((one, i) => ({
      ...one,
      failures: i < 2 ? 0 : Math.round((one.requests ?? 0) * 0.4),
    })),
  ),
  "pool-exhausted": wantingAtThird(
    "QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
  ),
  "database-connections-refused": wantingAtThird("FATAL:  sorry, too many clients already"),
  "timeout-clipping": withThird(({ requests = 0, responseTime }) => ({
    failures: Math.round(requests * 0.02),
    responseTime: { ...responseTime, p99: 2.4, max: 2.4 },
  })),
  "drift-in-level": withSeries((at) => ({
    mean: (0.3 + 0.015 * at) * wobble(at),
    throughput: 198 * wobble(at + 1),
  })),
  "warm-up-in-window": withSeries((at) => ({
    mean: (at < 5 ? 1.5 : 0.32) * wobble(at),
    throughput: (at < 5 ? 120 : 213) * wobble(at + 1),
  })),
  "coordinated-omission": withSeries((at) =>
    at === 11 || at === 12
      ? { throughput: 0 }
      : { mean: 0.517 * wobble(at), throughput: 212 * wobble(at + 1) },
  ),
  "mean-above-p95": withThird(({ responseTime: { mean = 0 } }) => ({
    responseTime: { mean, p50: 0.05, p90: 0.1, p95: 0.2, max: 60 },
  })),
  "short-level": withThird(({ throughput = 0 }) => ({
    duration: 10,
    requests: Math.round(throughput * 10),
    responseTime: { mean: 0.5171 },
  })),
  "throughput-gap": withThird({ duration: 500 }),
  "capacity-differs": campaign([...sound, level(600, 0.9)]),
  "runs-of-two-platforms": campaign(
    sound.flatMap(({ users, responseTime: { mean = 0 } }) => [
      level(users, mean, { run: "after" }),
      level(users, 1.4 * mean, { run: "before" }),
    ]),
  ),
  "runs-disagree": campaign([...sound, level(400, 1.4, { run: "b" })]),
  "rows-without-level": campaign(sound, { failures: [failure(350, "", 1)] }),
  "endpoints-exceed-level": campaign(sound, {
    endpoints: [row(300, "/a", { requests: requestsOf(300) * 2 })],
  }),
  "partial-endpoints": campaign(sound, {
    endpoints: [row(300, "/a", { requests: Math.round(requestsOf(300) * 0.6) })],
  }),
  "endpoint-failures-differ": campaign(sound, {
    endpoints: [row(300, "/a", { requests: requestsOf(300), failures: 7 })],
  }),
  "endpoint-mean-differs": campaign(sound, {
    endpoints: [row(300, "/a", { requests: requestsOf(300), responseTime: { mean: 0.7 } })],
  }),
  "failures-exceed-level": campaign(sound, { failures: [failure(300, "", 3)] }),
  "failures-unlisted": campaign(
    sound.map((one) => ({ ...one, failures: 5 })),
    { failures: [failure(300, "", 3)] },
  ),
  "failures-exceed-endpoint": campaign(
    sound.map((one) => ({ ...one, failures: 5 })),
    {
      endpoints: [row(300, "/a", { requests: 50_000, failures: 2 })],
      failures: [failure(300, "/a", 3), failure(300, "", 2)],
    },
  ),
  "telemetry-over-capacity": campaign(sound, {
    telemetry: [{ users: 300, run: "", what: "database", utilization: 3.1, note: "" }],
  }),
  "telemetry-exceeds-users": campaign(sound, {
    telemetry: [{ users: 300, run: "", what: "connections", inUse: 20, waiting: 410, note: "" }],
  }),
  "no-throughput": campaign([
    { users: 50, run: "", requests: 9000, responseTime: {}, quality: "measured", note: "" },
    ...sound,
  ]),
  "too-few-levels": campaign(sound.slice(0, 2)),
  "estimated-values": campaign([...sound, level(500, 1.55, { quality: "estimated" })]),
  "ramp-in-averages": campaign(
    sound.map((one) => {
      // A tenth of the window: 5 % of the users are away on average.
      const throughput = (one.throughput ?? 0) * 0.95;
      const requests = Math.round(throughput * WINDOW);
      return { ...one, spawnRate: one.users / 60, throughput, requests };
    }),
  ),
  "ramp-never-ends": withThird({ spawnRate: 0.4, throughput: 79, requests: 47_400 }),
  "ramp-of-unknown-size": withThird({ note: "whole run, ramp included" }),
  "average-over-ramp": withThird({ mostUsers: 400, note: "whole run, ramp included" }),
  "level-of-a-ramp": withThird({ note: "read off a ramp: 3 slices of 10 s, pooled" }),
  "coarse-percentiles": campaign([
    level(20, 0.0043, { responseTime: { mean: 0.0043, p50: 0.003, p95: 0.013 } }),
    ...sound,
  ]),
  "few-samples": campaign(sound, {
    endpoints: [
      row(300, "/a", { requests: requestsOf(300) - 400 }),
      row(300, "/b", { requests: 400, responseTime: { p99: 3 } }),
    ],
  }),
  "endpoint-slowdown": campaign(sound, {
    endpoints: [100, 400].flatMap((users, i) => [
      row(users, "/a", { responseTime: { mean: 0.01 + i } }),
      row(users, "/b", { responseTime: { mean: 0.2 + i } }),
    ]),
  }),
};
