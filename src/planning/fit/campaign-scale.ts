import type { Observation } from "../../measurement/observations.ts";
import type { PerSecond, Seconds } from "../../units.ts";

/** Rough sizes read off a campaign; only starting points and centers of wide priors. */
export interface CampaignScale {
  readonly thinkTime: Seconds;
  /** Response time of the lightest level. */
  readonly lightLoad: Seconds;
  readonly maxThroughput: PerSecond;
  readonly maxUsers: number;
}

/** Fallbacks where a campaign does not even hint at a size. */
const TYPICAL_THINK_TIME = 1;

/**
 * Rough sizes of a campaign for the priors: think time as the median of N̄/X − R, response time
 * at light load as that of the lightest level that has one.
 */
export function campaignScale(observations: readonly Observation[]): CampaignScale {
  const timeOf = ({ mean, p50, p95 }: Observation) =>
    mean ?? p50 ?? (p95 === undefined ? undefined : p95 / 3);
  const lightLoad = observations.map(timeOf).find((time) => time !== undefined) ?? 0.1;
  const thinkTimes = observations
    .flatMap((observation) => {
      const { averageUsers, throughput } = observation;
      const R = timeOf(observation);
      if (throughput === undefined || throughput === 0 || R === undefined) return [];
      return [averageUsers / throughput - R];
    })
    .sort((a, b) => a - b);
  const middle = thinkTimes[Math.floor((thinkTimes.length - 1) / 2)] ?? TYPICAL_THINK_TIME;
  return {
    thinkTime: Math.max(middle, lightLoad / 10),
    lightLoad,
    maxThroughput: Math.max(...observations.map(({ throughput }) => throughput ?? 0), 1e-9),
    maxUsers: Math.max(...observations.map(({ users }) => users), 1),
  };
}
