/**
 * What fills up first, where the planner knows it or an explanation is of that: a platform on which another
 * resource is in more use at the largest load is not the one that was told of, however well it fits.
 */
import type { Limiter } from "../platform/known-facts.ts";
import { limiterOf } from "../platform/limiter-of.ts";
import type { Platform, PlatformSolution } from "../platform/platform.ts";

/** Deviation of the logarithm of how far another one may be ahead: two that fill up together are hardly told apart. */
const SPREAD = 0.05;

/**
 * By how much what fills up second has more room: two that fill up within this of one another are rare, and
 * whoever fits both at once to the same figures says of either that it gains nothing alone.
 */
const ROOM = 1.1;

/**
 * ln of the utilization of the fullest other resource over that of the limiter; 0 where the platform lacks
 * one of the two, so that there is nothing to compare. Others are to have some room (`ROOM`), but for
 * pools that are held while a request waits for the limiter: those fill up with it, however large.
 */
export function overtakenBy(
  solution: Pick<PlatformSolution, "stations" | "pools">,
  platform: Pick<Platform, "stations" | "pools">,
  limiter: Limiter,
): number {
  const most = { limiter: 0, other: 0 };
  const isLimiter = (name: string) => limiterOf(name, platform) === limiter;
  const waitsInside = (name: string): boolean => {
    const pool = platform.pools.find((one) => one.name === name);
    return pool?.around.some((inner) => isLimiter(inner) || waitsInside(inner)) ?? false;
  };
  for (const { name, utilization } of [...solution.stations, ...solution.pools]) {
    if (limiterOf(name, platform) === undefined) continue;
    if (isLimiter(name)) most.limiter = Math.max(most.limiter, utilization);
    else most.other = Math.max(most.other, (waitsInside(name) ? 1 : ROOM) * utilization);
  }
  return most.limiter > 0 && most.other > 0 ? Math.log(most.other / most.limiter) : 0;
}

/** Residual of the belief that the limiter fills up first. */
export function toldLimiterResidual(overtaken: number): number {
  return Math.max(0, overtaken) / SPREAD;
}

/** Its derivative. */
export function toldLimiterSlope(overtaken: number): number {
  return overtaken > 0 ? 1 / SPREAD : 0;
}
