import type { Share } from "../../../units.ts";
import { zeroTable } from "./zero-table.ts";

/** How requests get to one of several copies. */
export interface Dealing {
  /** Of the part. */
  readonly name: string;
  readonly copies: number;
  /** Of what parts the copies, the share left to chance: 1 at random, 0 in turn. */
  readonly byChance: Share;
}

/** What comes and goes at one copy. */
export interface CopyTraffic {
  /** Of what is done there. */
  readonly squaredVariation: number;
  /** Places of the line. */
  readonly scale: number;
  /** Requests in line, by the number there. */
  readonly waiting: Float64Array;
}

/** However even work and arrivals are, something parts the copies. */
const LEAST = 0.1;

/**
 * Variance of what comes to a copy and leaves it over that of chance arrivals and exponential
 * work, by the number there; arrivals are told apart from those of all copies together, whose variance
 * is in the number of all.
 *
 * With a long line both count as in heavy traffic, (ca² + CV²)/2. Where nobody waits the number at a copy
 * is insensitive to the work if arrivals are by chance; in turn, its variance is ∫ F(1 − F), which
 * is 1/2 of the mean for exponential work, 0 for work that does not vary and nearly the mean for
 * work of high CV: CV²/(1 + CV²) has all three.
 */
export function dealtVariance(
  { squaredVariation, scale, waiting }: CopyTraffic,
  byChance: Share,
): Float64Array {
  const free = byChance + ((1 - byChance) * squaredVariation) / (1 + squaredVariation);
  const lined = (byChance + squaredVariation) / 2;
  return waiting.map((w) => {
    const reached = w === 0 ? 0 : w / (w + ((Math.sqrt(scale) - 1) * (1 + squaredVariation)) / 2);
    return Math.max(LEAST, (1 - reached) * free + reached * lined);
  });
}

/**
 * Of m copies that are full, each is left by a share of 1/m of all completions, give or take
 * CV²·(1 − 1/m)/m for each, and comes to by as much of what is left to chance; a wait is m times that
 * in times between completions.
 */
export function partingOf(copies: number, byChance: Share, squaredVariation: number): number {
  return (copies - 1) * (byChance + squaredVariation);
}

/** All that wait in lines of a part, by the number there. */
export function allWaiting(
  waits: readonly { readonly waiting: Float64Array }[],
  most: number,
): Float64Array {
  if (waits.length === 0) return zeroTable(most + 1);
  const sum = new Float64Array(most + 1);
  for (const { waiting } of waits) {
    for (let n = 0; n <= most; n++) sum[n] = (sum[n] ?? 0) + (waiting[n] ?? 0);
  }
  return sum;
}
