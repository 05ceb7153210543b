/** A platform under requests that come at a rate, whoever sends them. */
import { intervalOf } from "../../limits/summarize-draws.ts";
import { solveOpen } from "../../platform/solve/solve-open.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { PerSecond, Share } from "../../units.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";

export interface OpenPoint {
  /** λ, requests per second. */
  readonly arrivalRate: PerSecond;
  /** Share of the plausible platforms that can serve this rate at all. */
  readonly sustained: Share;
  /** Over those that can; null where none can. */
  readonly responseTime: {
    readonly mean: Interval;
    readonly p50: Interval;
    readonly p95: Interval;
    readonly p99: Interval;
  } | null;
  readonly errorRate: Interval | null;
  /** Share of the requests that a rate limit refuses; 0 without one. */
  readonly refusedShare: Interval | null;
}

/**
 * Poisson arrivals at each rate on each plausible platform: what a launch meets whose users do not
 * wait for one another.
 *
 * @throws RangeError unless there is a platform and every rate is above 0
 */
export function predictOpen(
  draws: readonly DrawnPlatform[],
  rates: readonly PerSecond[],
): readonly OpenPoint[] {
  if (draws.length === 0) throw new RangeError("draws must hold at least one platform, got none");
  return rates.map((arrivalRate) => {
    const points = draws.flatMap((draw) => {
      const point = sustained(draw, arrivalRate);
      return point === null ? [] : [point];
    });
    const interval = (read: (point: (typeof points)[number]) => number) =>
      intervalOf(points.map(read));
    const none = points.length === 0;
    return {
      arrivalRate,
      sustained: points.length / draws.length,
      responseTime: none
        ? null
        : {
            mean: interval(({ times }) => times.mean),
            p50: interval(({ times }) => times.p50),
            p95: interval(({ times }) => times.p95),
            p99: interval(({ times }) => times.p99),
          },
      errorRate: none ? null : interval(({ errorRate }) => errorRate),
      refusedShare: none ? null : interval(({ refusedShare }) => refusedShare),
    };
  });
}

/** The platform at a rate; null at or beyond its capacity, where queues grow without end. */
function sustained({ platform, modelError }: DrawnPlatform, arrivalRate: PerSecond) {
  if (!(arrivalRate > 0)) {
    throw new RangeError(`rates must be above 0, got ${arrivalRate}`);
  }
  try {
    const { times, errorRate, refusedShare } = solveOpen(platform, arrivalRate, "all");
    const { mean, p50, p95, p99 } = times.all;
    const t = modelError.time;
    return {
      times: { mean: mean * t, p50: p50 * t, p95: p95 * t, p99: p99 * t },
      errorRate: 1 - (1 - errorRate) * (1 - times.clientTimeOutShare),
      refusedShare,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}
