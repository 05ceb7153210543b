/**
 * A clean campaign: N users who think and then queue for one of c servers, first come first served,
 * all times exponential, simulated event by event; warm-up cut, everything counted.
 */

import { RandomStream } from "../../random/random-stream.ts";
import { exponential } from "../../random/testing/exponential.ts";
import type { Campaign, EndpointLevel, Level, ResponseTimes, SeriesSlice } from "../campaign.ts";

const SERVERS = 10;
const SERVICE_TIME = 0.066;
const THINK_TIME = 1.4;
const WARM_UP = 60;
const WINDOW = 300;
const SLICES = 30;
const PATHS = ["/goals", "/tasks", "/agents"];

interface Request {
  readonly end: number;
  readonly time: number;
  readonly path: string;
}

/** Answered requests of the window, in the order of their ends. O(requests × users). */
function simulate(users: number, random: RandomStream): readonly Request[] {
  const freeAt = Array.from({ length: SERVERS }, () => 0);
  const sends = Array.from({ length: users }, () => exponential(random, THINK_TIME));
  const answered: Request[] = [];
  for (;;) {
    // First come first served: requests take servers in the order in which they are sent.
    const user = sends.indexOf(Math.min(...sends));
    const sent = sends[user] ?? 0;
    if (sent > WARM_UP + WINDOW) break;
    const server = freeAt.indexOf(Math.min(...freeAt));
    const end = Math.max(sent, freeAt[server] ?? 0) + exponential(random, SERVICE_TIME);
    freeAt[server] = end;
    sends[user] = end + exponential(random, THINK_TIME);
    const path = PATHS[Math.floor(random.uniform() * PATHS.length)] ?? "/";
    answered.push({ end: end - WARM_UP, time: end - sent, path });
  }
  return answered.filter(({ end }) => end > 0 && end <= WINDOW).toSorted((a, b) => a.end - b.end);
}

function timesOf(requests: readonly Request[]): Required<ResponseTimes> {
  const sorted = requests.map(({ time }) => time).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  return { mean, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export function simulatedCampaign(loads: readonly number[], seed = 1): Campaign {
  const levels: Level[] = [];
  const endpoints: EndpointLevel[] = [];
  const series: SeriesSlice[] = [];
  for (const [stream, users] of loads.entries()) {
    const requests = simulate(users, RandomStream.fromSeed(seed, stream));
    const key = { users, run: "" } as const;
    const common = { ...key, failures: 0, quality: "measured", note: "" } as const;
    levels.push({
      ...common,
      duration: WINDOW,
      requests: requests.length,
      throughput: requests.length / WINDOW,
      responseTime: timesOf(requests),
    });
    for (const path of PATHS) {
      const own = requests.filter((request) => request.path === path);
      const row = { ...common, method: "GET", path, requests: own.length };
      endpoints.push({ ...row, responseTime: timesOf(own) });
    }
    const length = WINDOW / SLICES;
    for (let end = length; end <= WINDOW; end += length) {
      const inside = requests.filter((request) => request.end > end - length && request.end <= end);
      const { mean } = timesOf(inside);
      series.push({ ...key, end, throughput: inside.length / length, mean });
    }
  }
  return { name: "simulated", levels, endpoints, failures: [], series };
}
