/** Campaigns made from known platforms, to see whether a fit finds again what it was given. */

import { platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePool } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { asItIs } from "../../platform/levers/as-it-is.ts";
import type { PoolModel } from "../../platform/pool-model.ts";
import { responseDistribution } from "../../platform/solve/response-distribution.ts";
import { poolSolver } from "../../platform/solve/solve-pool-model.ts";
import { normal } from "../../random/normal.ts";
import { RandomStream } from "../../random/random-stream.ts";

export interface SyntheticCampaign {
  readonly campaign: Campaign;
  readonly truth: PoolModel;
  /** Users at which the truth crosses the default policy's red line. */
  readonly breakingPoint: number;
}

const levelShares = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 1];

/**
 * A platform drawn at random, of any scale, with or without falling throughput, and seven
 * levels around its breaking point, measured with the noise of a real load test: 1 % on
 * throughput, 3 % on the mean, 5 % on percentiles, two digits kept.
 */
export function syntheticCampaign(seed: number): SyntheticCampaign {
  const random = RandomStream.fromSeed(seed);
  for (;;) {
    const truth = randomPlatform(random);
    const search = Math.ceil(4 * saturation(truth) + 50);
    const { breakingPoint } = platformLimits(plausiblePool(truth), defaultPolicy, search);
    if (breakingPoint === null || breakingPoint < 15) continue;
    const largest = breakingPoint * (1.1 + 0.8 * random.uniform());
    const loads = levelShares.map((share) => niceLoad(share * largest));
    if (new Set(loads).size < loads.length) continue;
    const solve = poolSolver(truth, Math.max(...loads));
    const levels = loads.map((users) => measure(solve, users, random));
    return {
      campaign: { name: `synthetic ${seed}`, levels, endpoints: [], failures: [] },
      truth,
      breakingPoint,
    };
  }
}

function niceLoad(users: number): number {
  const unit = 10 ** Math.max(Math.floor(Math.log10(users)) - 1, 0);
  return Math.max(Math.round(users / unit) * unit, 1);
}

/** The light-load line meets the ceiling here, roughly. */
function saturation({ poolSize, innerServers, serviceTime, thinkTime }: PoolModel): number {
  return (Math.min(poolSize, innerServers) / serviceTime) * (thinkTime + serviceTime + 2);
}

function randomPlatform(random: RandomStream): PoolModel {
  const between = (from: number, to: number) => from * (to / from) ** random.uniform();
  const often = (share: number) => random.uniform() < share;
  const poolSize = Math.round(between(5, 60));
  const total = between(0.01, 0.15);
  const apiTime = total * (0.1 + 0.4 * random.uniform());
  const innerServers = often(0.4) ? 1e4 : between(2, 40);
  const servers = Math.min(poolSize, innerServers);
  const users = (servers / total) * 1.5;
  const retrograde = often(0.5);
  const classical = often(0.3);
  return {
    thinkTime: between(0.4, 4),
    apiTime,
    poolSize,
    serviceTime: total - apiTime,
    innerServers,
    contention: often(0.5) ? 0 : between(1e-3, 0.02),
    overloadContention: retrograde ? between(0.02, 0.2) / users : 0,
    overloadCoherency: retrograde ? between(0.05, 0.5) / users ** 2 : 0,
    capacityVariation: classical ? 0 : between(0.01, 0.12),
    holdVariation: classical ? 1 : between(0.5, 1.8),
    delayVariation: classical ? 1 : between(0.3, 2),
    sharedLimit: classical ? poolSize : between(poolSize, 10 * poolSize),
    ...asItIs,
  };
}

function measure(solve: ReturnType<typeof poolSolver>, users: number, random: RandomStream): Level {
  const solution = solve(users);
  const distribution = responseDistribution(solution.parts);
  const noisy = (value: number, deviation: number) => value * Math.exp(deviation * normal(random));
  const rounded = (value: number) => Number(value.toPrecision(2));
  // The spread of one run's percentiles moves together; half of it is shared.
  const shared = 0.035 * normal(random);
  const percentile = (share: number) =>
    rounded(noisy(distribution.percentile(share) * Math.exp(shared), 0.035));
  const throughput = noisy(solution.throughput, 0.01);
  const [p50, p95, p99] = [percentile(0.5), percentile(0.95), percentile(0.99)].sort(
    (a, b) => a - b,
  ) as [number, number, number];
  return {
    users,
    run: "",
    duration: 300,
    requests: Math.round(throughput * 300),
    failures: 0,
    throughput,
    responseTime: { mean: noisy(solution.responseTime, 0.03), p50, p95, p99 },
    quality: "measured",
    note: "",
  };
}
