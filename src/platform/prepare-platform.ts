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
  /** Completions per second with k present, overload included. */
  readonly rates: Float64Array;
  /** Variability in excess of chance with k present, (CV² − 1)/2 of what a line waits for. */
  readonly excess: Float64Array;
  /** Share of the requests that find k present and wait in vain, and how long. */
  readonly inVain: Float64Array;
  readonly vainWait: Float64Array;
}

/** Lines are stretched by at most this factor: work of CV 10. */
const MOST_STRETCH = 50;

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
  const table = (f: (k: number) => number) => {
    const values = new Float64Array(most + 1);
    for (let k = 0; k <= most; k++) values[k] = f(k);
    return values;
  };
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
    rates: table((k) => (inside.rates[k] as number) / (overload[k] as number)),
    // What the next request adds to the lines decides.
    excess: table((k) => 1 / Math.max(1 / MOST_STRETCH, 1 - growth(inside.stretched, k)) - 1),
    inVain: table((k) => late[k]?.share ?? 0),
    vainWait: table((k) => late[k]?.wait ?? 0),
  };
}

function growth(list: Float64Array, k: number): number {
  return k + 1 < list.length ? (list[k + 1] as number) - (list[k] as number) : 0;
}
