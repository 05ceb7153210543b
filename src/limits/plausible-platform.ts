/** A platform that could be the real one, whatever model it is a draw of. */

import type { Platform } from "../platform/platform.ts";
import { platformResponseTimes } from "../platform/solve/platform-response-times.ts";
import { type PreparedPlatform, preparePlatform } from "../platform/solve/prepare-platform.ts";
import { solvePrepared } from "../platform/solve/solve-platform.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { type ModelError, noModelError, withModelError } from "./model-error.ts";
import { imbalanceFactor, linesAt } from "./replica-imbalance.ts";

/** Percentiles that limits and curves are drawn by. */
export type Percentile = "p50" | "p90" | "p95" | "p99";

/** The platform at one load. */
export interface PlatformPoint {
  readonly users: number;
  readonly throughput: PerSecond;
  readonly mean: Seconds;
  readonly percentile: (name: Percentile) => Seconds;
  readonly errorRate: Share;
  readonly refusedShare: Share;
  /** Share of the time that a place is in use, by station and pool. */
  readonly utilization: Readonly<Record<string, Share>>;
  /** Station or pool with the highest utilization. */
  readonly bottleneck: string;
}

export interface PlausiblePlatform {
  /** Z + R_0: a user's cycle on an idle platform, from which the light-load line follows. */
  readonly lightLoadCycle: Seconds;
  /** Errors that do not depend on load. */
  readonly backgroundErrorRate: Share;
  /** Whether errors can grow with load. */
  readonly failsUnderLoad: boolean;
  readonly rateLimit: PerSecond | null;
  /** Solves the platform at loads up to the most. */
  readonly upTo: (maxUsers: number) => (users: number) => PlatformPoint;
}

/** A platform of a hypothesis as a plausible platform. */
export function plausiblePlatform(
  platform: Platform,
  error: ModelError = noModelError,
): PlausiblePlatform {
  // The widest preparation made so far serves all loads below.
  let widest: PreparedPlatform | undefined;
  const preparedFor = (users: number): PreparedPlatform => {
    if (widest === undefined || widest.most < users)
      widest = preparePlatform(platform, users, "graded");
    return widest;
  };
  const idle = solvePrepared(preparePlatform({ ...platform, rateLimit: null }, 1), 1);
  return {
    lightLoadCycle: 1 / idle.throughput,
    backgroundErrorRate: platform.backgroundErrorRate,
    failsUnderLoad:
      platform.clientTimeOut !== null ||
      platform.pools.some(({ acquireTimeOut }) => acquireTimeOut !== null),
    rateLimit: platform.rateLimit,
    upTo: (maxUsers) => {
      const ready = preparedFor(maxUsers);
      return (users) => {
        const solution = solvePrepared(ready, users);
        let times: ReturnType<typeof platformResponseTimes> | undefined;
        const find = () => {
          times ??= platformResponseTimes(ready, users, "all");
          return times;
        };
        const late = platform.clientTimeOut === null ? 0 : find().clientTimeOutShare;
        const lines = linesAt(platform, solution.bottleneck);
        const seen = withModelError(solution, idle.responseTime, platform.thinkTime, error);
        const parts = [...solution.stations, ...solution.pools];
        return {
          users,
          throughput: seen.throughput,
          mean: seen.responseTime,
          percentile: (name) => {
            const percentile = find().all[name];
            const line = {
              lines,
              idle: idle.responseTime,
              mean: solution.responseTime,
              percentile,
            };
            const factor = imbalanceFactor(name, line, error.imbalance);
            return percentile * factor * seen.percentileFactor(name);
          },
          errorRate: 1 - (1 - solution.errorRate) * (1 - late),
          refusedShare: solution.refusedShare,
          utilization: Object.fromEntries(parts.map((part) => [part.name, part.utilization])),
          bottleneck: solution.bottleneck,
        };
      };
    },
  };
}
