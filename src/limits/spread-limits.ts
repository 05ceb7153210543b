/** Limits of draws moved apart, where past predictions say that draws lie too close together. */
import { quantile } from "../stats/quantile.ts";
import type { PlatformLimits } from "./platform-limits.ts";

/**
 * Each limit moved away from the median of the draws, as logarithms, by a factor: what is read off
 * the draws, safe limit and gains included, gets as much wider. A load that is moved past the end of
 * the search, as one that was never crossed inside it, is null.
 *
 * @param factor 1 or more
 */
export function spreadLimits(
  ofDraws: readonly PlatformLimits[],
  factor: number,
  maxUsers: number,
): readonly PlatformLimits[] {
  if (factor === 1) return ofDraws;
  const loads = (read: (limits: PlatformLimits) => number | null) => {
    const moved = spread(
      ofDraws.map((limits) => read(limits) ?? Number.POSITIVE_INFINITY),
      factor,
    );
    return moved.map((users) => (users > maxUsers ? null : Math.max(users, 1)));
  };
  const knees = spread(
    ofDraws.map(({ knee }) => knee),
    factor,
  );
  const peaks = loads(({ peakUsers }) => peakUsers);
  const rates = spread(
    ofDraws.map(({ peakThroughput }) => peakThroughput),
    factor,
  );
  const breaks = loads(({ breakingPoint }) => breakingPoint);
  const ends = loads(({ objectivesEnd }) => objectivesEnd);
  const zones = Array.from(
    { length: ofDraws.reduce((most, { zoneEnds }) => Math.max(most, zoneEnds.length), 0) },
    (_, zone) => loads(({ zoneEnds }) => zoneEnds[zone] ?? null),
  );
  return ofDraws.map((limits, i) => {
    const peakThroughput = rates[i] ?? limits.peakThroughput;
    return {
      ...limits,
      knee: knees[i] ?? limits.knee,
      peakUsers: peaks[i] ?? maxUsers,
      peakThroughput,
      breakingPoint: breaks[i] ?? null,
      objectivesEnd: ends[i] ?? null,
      zoneEnds: zones.map((zone) => zone[i] ?? null),
      reaches: (rate) => limits.reaches((rate * limits.peakThroughput) / peakThroughput),
    };
  });
}

/**
 * Values above 0 moved away from their median, as logarithms, by a factor; what is infinite stays
 * so. All stay where the median is infinite itself.
 */
export function spread(values: readonly number[], factor: number): readonly number[] {
  const median = quantile(Float64Array.from(values).sort(), 0.5);
  if (!(median > 0) || median === Number.POSITIVE_INFINITY) return values;
  return values.map((value) => (value > 0 ? median * (value / median) ** factor : value));
}
