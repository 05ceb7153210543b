import type { Seconds } from "../../units.ts";
import type { LoadProfile } from "../load/load-profile.ts";

/** When a load begins to change, where it is highest, and when it has come down again. */
export interface LoadMoments {
  /** Load before the first change. */
  readonly base: number;
  readonly peak: number;
  /** Begins to rise; null for a load that never rises. */
  readonly rise: Seconds | null;
  /** First at its highest. */
  readonly top: Seconds;
  /** Down from its highest for good; null for a load that stays there. */
  readonly end: Seconds | null;
}

/** The moments of a load over time. */
export function loadMoments({ points }: LoadProfile): LoadMoments {
  const base = points[0]?.value ?? 0;
  const peak = points.reduce((most, { value }) => Math.max(most, value), base);
  const top = points.find(({ value }) => value === peak)?.time ?? 0;
  const before = points.findLastIndex(({ value, time }) => value === base && time <= top);
  const rise = peak > base ? (points[Math.max(0, before)]?.time ?? 0) : null;
  const last = points.findLastIndex(({ value }) => value === peak);
  const end = points[last + 1]?.time ?? null;
  return { base, peak, rise, top, end };
}
