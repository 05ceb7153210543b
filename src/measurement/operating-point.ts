/** One measured level with the figures that follow from it by definition. */
import { interactiveThinkTime, throughputOf } from "../textbook/operational-laws.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import type { Level } from "./campaign.ts";
import { throughputOfAll } from "./what-counts.ts";

export interface OperatingPoint {
  readonly users: number;
  readonly run: string;
  /** Mean users N̄ over the window, ramp included; N itself where the ramp is not known. */
  readonly averageUsers: number;
  /** Share of users that the ramp keeps away on average, 1 − N̄/N; absent where not known. */
  readonly rampBias?: Share;
  /** Completions per second X, failed ones included; the stated one wins. */
  readonly throughput?: PerSecond;
  /** X is requests/duration, since none was stated. */
  readonly throughputDerived: boolean;
  /** requests/duration, where both are given. */
  readonly countedThroughput?: PerSecond;
  /** requests/N; absent where they were not counted. Those under way at the ends of the window are cut. */
  readonly requestsPerUser?: number;
  /** failures/requests; absent where there were no requests. */
  readonly errorRate?: Share;
  /** Successful completions per second, X·(1 − error rate). */
  readonly goodput?: PerSecond;
  /** Mean response time R. */
  readonly mean?: Seconds;
  /** Think time Z = N̄/X − R; below 0 when the figures contradict each other. */
  readonly thinkTime?: Seconds;
}

/**
 * Derives what the operational laws give for one level; absent figures stay absent.
 *
 * The ramp starts users at an even pace until all N are there, after N/spawnRate seconds,
 * so N̄ = N·(1 − ramp/(2·duration)). Exact for N̄. That X and R are averages over the same
 * window makes N̄ = X·(Z + R) hold with them, up to the requests under way at the end.
 */
export function operatingPoint(level: Level): OperatingPoint {
  const averageUsers = averageUsersOf(level);
  const counted =
    level.requests !== undefined && level.duration !== undefined
      ? throughputOf(level.requests, level.duration)
      : undefined;
  const X = throughputOfAll(level) ?? counted;
  const R = level.responseTime.mean;
  const errorRate =
    level.failures !== undefined && level.requests !== undefined && level.requests > 0
      ? level.failures / level.requests
      : undefined;
  const N = averageUsers ?? level.users;
  return {
    users: level.users,
    run: level.run,
    averageUsers: N,
    ...(averageUsers === undefined ? {} : { rampBias: 1 - averageUsers / level.users }),
    ...(X === undefined ? {} : { throughput: X }),
    throughputDerived: level.throughput === undefined && counted !== undefined,
    ...(counted === undefined ? {} : { countedThroughput: counted }),
    ...(level.requests === undefined ? {} : { requestsPerUser: level.requests / N }),
    ...(errorRate === undefined ? {} : { errorRate }),
    ...(X === undefined || errorRate === undefined ? {} : { goodput: X * (1 - errorRate) }),
    ...(R === undefined ? {} : { mean: R }),
    ...(X === undefined || X === 0 || R === undefined
      ? {}
      : { thinkTime: interactiveThinkTime(N, X, R) }),
  };
}

function averageUsersOf({ users: N, spawnRate, duration: T }: Level): number | undefined {
  if (spawnRate === undefined || T === undefined) return undefined;
  const ramp = N / spawnRate;
  // A ramp longer than the test is cut off at T, before all N are there.
  return ramp <= T ? N * (1 - ramp / (2 * T)) : (spawnRate * T) / 2;
}
