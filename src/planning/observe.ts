import type { Observation } from "../calibration/observation.ts";
import type { CampaignScale } from "../calibration/unknowns.ts";
import type { Campaign, Level } from "../measurement/campaign.ts";

/** What the audit found that a fit must know: levels by their users. */
export interface Trust {
  readonly incidents: readonly number[];
  readonly untrustedPercentiles: readonly number[];
}

/** The levels as a fit may use them: measured figures only, untrusted percentiles left out. */
export function observe(campaign: Campaign, trust: Trust): Observation[] {
  return campaign.levels
    .filter(({ quality }) => quality === "measured")
    .map((level) => {
      const { users, run, requests, failures, duration, spawnRate } = level;
      const throughput =
        level.throughput ??
        (requests !== undefined && duration !== undefined ? requests / duration : undefined);
      const { mean, p50, p90, p95, p99 } = level.responseTime;
      const percentiles = trust.untrustedPercentiles.includes(users) ? {} : { p50, p90, p95, p99 };
      const figures = { throughput, mean, ...percentiles, requests, failures };
      return {
        users,
        run,
        rampShare:
          duration === undefined || spawnRate === undefined
            ? 0
            : Math.min(users / spawnRate / duration, 1),
        incident: trust.incidents.includes(users),
        ...(Object.fromEntries(
          Object.entries(figures).filter(([, value]) => value !== undefined),
        ) as Partial<Record<keyof typeof figures, number>>),
      };
    });
}

/** Fallbacks where a campaign does not even hint at a size. */
const TYPICAL_THINK_TIME = 1;

/**
 * Rough sizes of a campaign for the priors: think time as the median of N̄/X − R, response time
 * at light load as that of the lightest level that has one.
 */
export function campaignScale(campaign: Campaign, observations: readonly Observation[]): CampaignScale {
  const timeOf = ({ mean, p50, p95 }: Observation) =>
    mean ?? p50 ?? (p95 === undefined ? undefined : p95 / 3);
  const lightLoad = observations.map(timeOf).find((time) => time !== undefined) ?? 0.1;
  const thinkTimes = observations
    .flatMap((observation) => {
      const { users, rampShare, throughput } = observation;
      const R = timeOf(observation);
      if (throughput === undefined || throughput === 0 || R === undefined) return [];
      return [(users * (1 - rampShare / 2)) / throughput - R];
    })
    .sort((a, b) => a - b);
  const middle = thinkTimes[Math.floor((thinkTimes.length - 1) / 2)] ?? TYPICAL_THINK_TIME;
  return {
    thinkTime: Math.max(middle, lightLoad / 10),
    lightLoad,
    maxThroughput: Math.max(...observations.map(({ throughput }) => throughput ?? 0), 1e-9),
    maxUsers: Math.max(...campaign.levels.map(({ users }: Level) => users), 1),
  };
}
