/** By what share a change moves the breaking point of one platform. */
import type { PlatformLimits } from "../../limits/platform-limits.ts";
import type { Seconds, Share } from "../../units.ts";

type Ends = Pick<PlatformLimits, "breakingPoint" | "knee" | "peakThroughput">;

/** Up to where platforms were looked at, users, and the P95 that breaks them. */
export interface SearchedTo {
  readonly maxUsers: number;
  readonly redLine: { readonly p95: Seconds };
}

/**
 * Where predictions end before a platform breaks, by what its ceiling and its think time would break it at,
 * N = X·(Z + R) at the red line: that nothing broke on either side says nothing of the change. Of what
 * was seen to break on one side only, never less than the end of predictions shows.
 *
 * @returns −1 to ∞
 */
export function shareGained(before: Ends, after: Ends, searched: SearchedTo): Share {
  const [from, to] = [before.breakingPoint, after.breakingPoint];
  if (from !== null && to !== null) return to / from - 1;
  const byCeiling = wouldBreakAt(after, searched) / wouldBreakAt(before, searched) - 1;
  if (from === null && to === null) return byCeiling;
  const seen = shareSeen(before, after, searched);
  return from === null ? Math.min(seen, byCeiling) : Math.max(seen, byCeiling);
}

/** The same, counted to the end of predictions where only one side breaks. */
export function shareSeen(before: Ends, after: Ends, searched: SearchedTo): Share {
  const [from, to] = [before.breakingPoint, after.breakingPoint];
  if (from === null && to === null) return shareGained(before, after, searched);
  return (to ?? searched.maxUsers) / (from ?? searched.maxUsers) - 1;
}

/** The knee is X·(Z + R₀), R₀ being small beside the red line wherever nothing has broken. */
function wouldBreakAt({ knee, peakThroughput }: Ends, { redLine }: SearchedTo): number {
  return knee + peakThroughput * redLine.p95;
}
