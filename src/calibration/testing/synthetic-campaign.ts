/** Campaigns made from known platforms, to see whether a fit finds again what it was given. */

import { platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import type { Platform } from "../../platform/platform.ts";
import { type PreparedPlatform, preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { normal } from "../../random/normal.ts";
import { RandomStream } from "../../random/random-stream.ts";

export interface SyntheticCampaign {
  readonly campaign: Campaign;
  readonly truth: Platform;
  /** Users at which the truth crosses the default policy's red line. */
  readonly breakingPoint: number;
}

const LEVELS = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 1];

/**
 * A platform drawn at random, of any scale, with or without falling throughput, and seven
 * levels around its breaking point, measured with the noise of a real load test: 1 % on
 * throughput, 3 % on the mean, 5 % on percentiles, two digits kept.
 *
 * @param shares of the largest load at which levels are measured
 */
export function syntheticCampaign(seed: number, shares = LEVELS): SyntheticCampaign {
  const random = RandomStream.fromSeed(seed);
  for (;;) {
    const { truth, saturation } = randomTruth(random);
    const search = Math.ceil(4 * saturation + 50);
    const { breakingPoint } = platformLimits(plausiblePlatform(truth), defaultPolicy, search);
    if (breakingPoint === null || breakingPoint < 15) continue;
    const largest = breakingPoint * (1.1 + 0.8 * random.uniform());
    const loads = shares.map((share) => niceLoad(share * largest));
    if (new Set(loads).size < loads.length) continue;
    const prepared = preparePlatform(truth, Math.max(...loads));
    const levels = loads.map((users) => measure(prepared, users, random));
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

/** A platform, and roughly where the light-load line meets its ceiling. */
function randomTruth(random: RandomStream) {
  const between = (from: number, to: number) => from * (to / from) ** random.uniform();
  const often = (share: number) => random.uniform() < share;
  const poolSize = Math.round(between(5, 60));
  const total = between(0.01, 0.15);
  const apiTime = total * (0.1 + 0.4 * random.uniform());
  const databaseTime = total - apiTime;
  const thinkTime = between(0.4, 4);
  const cores = often(0.4) ? 1e4 : between(2, 40);
  const servers = Math.min(poolSize, cores);
  const users = (servers / total) * 1.5;
  const retrograde = often(0.5);
  const classical = often(0.3);
  const truth = plainPlatform({
    ...{ thinkTime, apiTime, databaseTime, poolSize, cores },
    variation: classical ? 1 : between(0.5, 1.8),
    queue: {
      contention: often(0.5) ? 0 : between(1e-3, 0.02),
      overloadContention: retrograde ? between(0.02, 0.2) / users : 0,
      overloadCoherency: retrograde ? between(0.05, 0.5) / users ** 2 : 0,
      drift: classical ? 0 : between(0.01, 0.12),
      delayVariation: classical ? null : between(0.3, 2),
    },
  });
  return { truth, saturation: (servers / databaseTime) * (thinkTime + databaseTime + 2) };
}

function measure(prepared: PreparedPlatform, users: number, random: RandomStream): Level {
  const { all } = platformResponseTimes(prepared, users, "all");
  const noisy = (value: number, deviation: number) => value * Math.exp(deviation * normal(random));
  const rounded = (value: number) => Number(value.toPrecision(2));
  // The spread of one run's percentiles moves together; half of it is shared.
  const shared = 0.035 * normal(random);
  const percentile = (value: number) => rounded(noisy(value * Math.exp(shared), 0.035));
  const throughput = noisy(solvePrepared(prepared, users).throughput, 0.01);
  const [p50, p95, p99] = [all.p50, all.p95, all.p99].map(percentile).sort((a, b) => a - b) as [
    number,
    number,
    number,
  ];
  return {
    users,
    run: "",
    duration: 300,
    requests: Math.round(throughput * 300),
    failures: 0,
    throughput,
    responseTime: { mean: noisy(all.mean, 0.03), p50, p95, p99 },
    quality: "measured",
    note: "",
  };
}
