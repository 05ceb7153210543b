import type { Campaign, EndpointLevel, Level, ResponseTimes } from "../../measurement/campaign.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";

/** What a platform truly does at one load. */
export interface TruePoint {
  readonly users: number;
  readonly throughput: PerSecond;
  readonly all: TrueTimes;
  readonly endpoints: readonly (TrueTimes & { readonly name: string; readonly share: Share })[];
}

type Time = "mean" | "p50" | "p95" | "p99";
type TrueTimes = Readonly<Record<Time, Seconds>>;

const percentiles = ["p50", "p95", "p99"] as const;

const WINDOW: Seconds = 300;

/**
 * A load test of five minutes a level: throughput off by 1 %, means by 3 %, percentiles by 5 %,
 * half of the variance shared by all response times of a run; two digits kept of percentiles.
 */
export function noisyCampaign(
  name: string,
  truth: readonly TruePoint[],
  random: RandomStream,
): Campaign {
  const measured = truth.map((point) => {
    const slow = normal(random);
    const throughput = point.throughput * Math.exp(0.01 * normal(random));
    const requests = Math.round(throughput * WINDOW);
    const times = (of: TrueTimes) => noisyTimes(of, slow, random);
    const row = {
      users: point.users,
      run: "",
      quality: "measured",
      note: "",
      failures: 0,
    } as const;
    const level: Level = {
      ...row,
      duration: WINDOW,
      requests,
      throughput,
      responseTime: times(point.all),
    };
    const endpoints = point.endpoints.map((endpoint): EndpointLevel => {
      const [method = "", path = ""] = endpoint.name.split(" ");
      const own = Math.round(requests * endpoint.share);
      return { ...row, method, path, requests: own, responseTime: times(endpoint) };
    });
    return { level, endpoints };
  });
  return {
    name,
    levels: measured.map(({ level }) => level),
    endpoints: measured.flatMap(({ endpoints }) => endpoints),
    failures: [],
  };
}

function noisyTimes(of: TrueTimes, slow: number, random: RandomStream): ResponseTimes {
  const noisy = (value: Seconds, deviation: number) =>
    value * Math.exp(deviation * Math.SQRT1_2 * (slow + normal(random)));
  const mean = noisy(of.mean, 0.03);
  const rounded = percentiles.map((q) => Number(noisy(of[q], 0.05).toPrecision(2)));
  const [p50, p95, p99] = rounded.sort((a, b) => a - b) as [Seconds, Seconds, Seconds];
  return { mean, p50, p95, p99 };
}
