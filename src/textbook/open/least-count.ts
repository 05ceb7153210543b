import type { Share } from "../../units.ts";

/** Above the rounding of Erlang's formulas, far below what a planner can mean. */
const TIE = 1e-12;

/** No search goes beyond this many servers. */
const MOST = 1e9;

/**
 * The least whole number from `least` on that satisfies a condition which, once true,
 * stays true. Doubles, then halves: about 2·log₂ of the answer tests. Exact.
 *
 * @throws RangeError if no number up to 1e9 satisfies it
 */
export function leastCount(enough: (count: number) => boolean, least: number): number {
  let low = least;
  if (enough(low)) return low;
  let stride = 1;
  while (!enough(low + stride)) {
    low += stride;
    stride *= 2;
    if (low + stride > MOST)
      throw new RangeError(`servers must be at most ${MOST}, and more are needed`);
  }
  let high = low + stride;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Whether a computed share meets a target, a tie within rounding counting as met: 20 % refused
 * meets a target of 20 % though it comes out as 0.20000000000000004.
 */
export function meets(share: Share, target: Share): boolean {
  return share <= target * (1 + TIE);
}
