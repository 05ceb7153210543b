import { numberAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { binStart } from "./time-bins.ts";
import type { EndpointWindow } from "./window.ts";

/**
 * A percentile of the answers' response times, from their histogram: the answers of a bin are
 * taken as evenly spread over it. Off by less than a bin's width, 0.4 % of the value; exact at
 * the shortest and the longest. Null where nothing was answered.
 *
 * @param share p in [0, 1]: 0.95 for the 95th percentile
 */
export function histogramPercentile(window: EndpointWindow, share: number): Seconds | null {
  const { answered, shortest, longest, bins, counts } = window;
  if (answered === 0 || shortest === null || longest === null) return null;
  const rank = share * answered;
  let below = 0;
  for (const [i, bin] of bins.entries()) {
    const count = numberAt(counts, i);
    if (below + count >= rank) {
      const low = Math.max(shortest, binStart(bin));
      const high = Math.min(longest, binStart(bin + 1));
      return low + (high - low) * Math.max(0, (rank - below) / count);
    }
    below += count;
  }
  return longest;
}
