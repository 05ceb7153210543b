import type { ErrorFit } from "../../calibration/fit-errors.ts";
import { type PlausiblePlatform, plausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Platform } from "../../platform/platform.ts";
import { platformResponseTimes } from "../../platform/solve/platform-response-times.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import type { Seconds, Share } from "../../units.ts";

/** A platform of a posterior, with what the solver itself may be off by. */
export interface DrawnPlatform {
  readonly platform: Platform;
  /** Factors on throughput and times: the solver's own error, one draw of it. */
  readonly solverError: { readonly throughput: number; readonly time: number };
}

/**
 * Deviations of the solver's logarithmic error, told the true numbers: half its worst over 126 cells
 * of two simulated platforms (0.4 % and 2.9 to 4.8 %), which is somewhat above its usual error.
 */
const THROUGHPUT_ERROR = 0.002;
const TIME_ERROR = 0.011;

export function drawnPlatform(
  platform: Platform,
  errors: ErrorFit,
  random: RandomStream,
): DrawnPlatform {
  const throughput = Math.exp(THROUGHPUT_ERROR * normal(random));
  const time = Math.exp(TIME_ERROR * normal(random));
  return { platform: withErrors(platform, errors, random), solverError: { throughput, time } };
}

export function plausible({ platform, solverError }: DrawnPlatform): PlausiblePlatform {
  return plausiblePlatform(platform, solverError);
}

/**
 * A platform that names no time-out gets the error law of the measurements: a background drawn
 * from its posterior, and the time-out at which it has as many requests too late as were counted.
 */
function withErrors(platform: Platform, fit: ErrorFit, random: RandomStream): Platform {
  const z = normal(random);
  if (platform.backgroundErrorRate > 0 || fit.requests === 0) return platform;
  // √rate of a binomial count has the standard deviation 1/(2√n).
  const root = Math.sqrt(fit.background) + z / (2 * Math.sqrt(fit.requests + 1));
  const backgroundErrorRate = Math.min(Math.max(root, 0) ** 2, 1);
  const timesOut =
    platform.clientTimeOut !== null ||
    platform.pools.some(({ acquireTimeOut }) => acquireTimeOut !== null);
  const late = (fit.loadDriven?.errorRate ?? 0) - fit.background;
  if (timesOut || fit.loadDriven === null || late <= 0) return { ...platform, backgroundErrorRate };
  const clientTimeOut = exceededBy(platform, fit.loadDriven.users, late);
  return { ...platform, backgroundErrorRate, clientTimeOut };
}

/** The time that a share of the responses exceeds, along the lognormal line through P95 and P99. */
function exceededBy(platform: Platform, users: number, share: Share): Seconds {
  const { p95, p99 } = platformResponseTimes(preparePlatform(platform, users), users, "all").all;
  const [z95, z99] = [normalQuantile(0.95), normalQuantile(0.99)];
  const slope = Math.log(p99 / p95) / (z99 - z95);
  return p95 * Math.exp(slope * (normalQuantile(1 - share) - z95));
}
