/** A ceiling that the data point to and have not met is known from below better than from above. */
import { normalQuantile } from "../stats/normal-distribution.ts";
import type { PerSecond, Share } from "../units.ts";
import type { DrawnLimits } from "./drawn-limits.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import { DRIFT_BEYOND } from "./model-error.ts";

/** Throughput rises by this share, or more, of what as many more users would bring if nobody waited. */
const RISING: Share = 0.5;

/** Draws are shown from their 5 % to their 95 % quantile. */
const REACH = Math.exp(normalQuantile(0.95) * DRIFT_BEYOND);

/**
 * Where throughput still rises at the heaviest load, ceiling and saturation reach up to what a platform
 * may carry one doubling further on: platforms that bend early otherwise have their peak at that very load,
 * and its noise is all that they leave open.
 */
export function risingCeiling(drawn: DrawnLimits, measured: MeasuredLevels): DrawnLimits {
  const largest = risingTo(measured);
  const { throughput, knee } = drawn;
  if (largest === null || throughput.value === null || throughput.high === null) return drawn;
  const high = Math.max(throughput.high, REACH * largest);
  if (high === throughput.high) return drawn;
  const more = high / throughput.high;
  return {
    ...drawn,
    throughput: { ...throughput, high },
    knee: knee.high === null ? knee : { ...knee, high: knee.high * more },
  };
}

/** The throughput of the heaviest load where it rises there; null where it does not, or too little is known. */
function risingTo({ answered }: MeasuredLevels): PerSecond | null {
  const loads = new Map<number, number[]>();
  for (const { averageUsers, throughput } of answered) {
    if (throughput === undefined || !(throughput > 0)) continue;
    loads.set(averageUsers, [...(loads.get(averageUsers) ?? []), throughput]);
  }
  const means = [...loads]
    .toSorted(([a], [b]) => a - b)
    .map(([users, all]) => [users, all.reduce((sum, X) => sum + X, 0) / all.length] as const);
  const [before, last] = means.slice(-2);
  if (before === undefined || last === undefined) return null;
  if (means.some(([users, X]) => users < last[0] && X >= last[1])) return null;
  const rise = Math.log(last[1] / before[1]) / Math.log(last[0] / before[0]);
  return rise >= RISING ? last[1] : null;
}
