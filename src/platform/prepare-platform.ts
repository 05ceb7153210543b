import { requireCount, requirePositive, requireShare } from "../require.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { acquireTimeOut } from "./acquire-time-outs.ts";
import { overloadSlowdown } from "./overload-slowdown.ts";
import type { Behavior } from "./part-behavior.ts";
import type { Platform } from "./platform.ts";
import { partsBehavior } from "./platform-behavior.ts";
import { platformParts } from "./platform-parts.ts";
import { type RequestClass, requestClasses } from "./request-classes.ts";

/** A platform ready to be solved at any load up to `most`: everything that does not depend on N. */
export interface PreparedPlatform {
  /** Most users it can be solved for. */
  readonly most: number;
  readonly thinkTime: Seconds;
  /** Infinity without a limit. */
  readonly rateLimit: PerSecond;
  readonly clientTimeOut: Seconds | null;
  readonly backgroundErrorRate: Share;
  readonly classes: readonly RequestClass[];
  readonly inside: Behavior;
  /** How overload slows the platform with k present, at least 1. */
  readonly overload: Float64Array;
  /** Exponent of the step from k to k+1: below 1 where variable work stretches the line. */
  readonly exponents: Float64Array;
  /** Share of the requests that find k present and wait in vain, and how long. */
  readonly inVain: Float64Array;
  readonly vainWait: Float64Array;
  /** Logarithms: of 0…most, think time with vain waits, share not in vain, rate limit, rates. */
  readonly logCounts: Float64Array;
  readonly logCycles: Float64Array;
  readonly logKept: Float64Array;
  readonly logLimit: number;
  readonly logRates: Float64Array;
}

/** Steps are raised at least to this: work of CV 10. */
const LEAST_EXPONENT = 0.02;

/**
 * Solves all that is inside the platform for 0…most requests present. Cost O(most²) for the
 * parts that no pool bounds, O(places²) within pools.
 *
 * @throws RangeError if `most` is not a whole number ≥ 1 or a number of the platform is out of range
 */
export function preparePlatform(platform: Platform, most: number): PreparedPlatform {
  requireCount("most", most);
  const classes = requestClasses(platform);
  const inside = partsBehavior(platformParts(platform, classes), classes, most);
  const Z = requirePositive("thinkTime", platform.thinkTime);
  const rateLimit = platform.rateLimit ?? Number.POSITIVE_INFINITY;
  if (platform.rateLimit !== null) requirePositive("rateLimit", rateLimit);
  if (platform.clientTimeOut !== null) requirePositive("clientTimeOut", platform.clientTimeOut);
  const table = (f: (k: number) => number) =>
    Float64Array.from({ length: most + 1 }, (_, k) => f(k));
  const overload = table((k) => overloadSlowdown(inside, k, platform.apiReplicas));
  const late = Array.from({ length: most + 1 }, (_, k) => acquireTimeOut(inside, classes, k));
  return {
    most,
    thinkTime: Z,
    rateLimit,
    clientTimeOut: platform.clientTimeOut,
    backgroundErrorRate: requireShare("backgroundErrorRate", platform.backgroundErrorRate),
    classes,
    inside,
    overload,
    // From k to k+1: what the next request adds to the lines decides.
    exponents: table((k) => Math.max(LEAST_EXPONENT, 1 - growth(inside.stretched, k))),
    inVain: table((k) => late[k]?.share ?? 0),
    vainWait: table((k) => late[k]?.wait ?? 0),
    logCounts: table(Math.log),
    logCycles: table((k) => Math.log(Z + (late[k]?.share ?? 0) * (late[k]?.wait ?? 0))),
    logKept: table((k) => Math.log1p(-(late[k]?.share ?? 0))),
    logLimit: Math.log(rateLimit),
    logRates: table((k) => Math.log((inside.rates[k] as number) / (overload[k] as number))),
  };
}

function growth(list: Float64Array, k: number): number {
  return k + 1 < list.length ? (list[k + 1] as number) - (list[k] as number) : 0;
}
