import { requireNonNegative, requirePositive } from "../../require.ts";
import type { Share } from "../../units.ts";
import { erlangB } from "./erlang-b.ts";

/**
 * Erlang C: the share of requests that have to wait in M/M/c.
 *
 * C = c·B/(c - a + a·B) with Erlang's B: only sums of positive numbers. Exact; also for a
 * fraction of a server, by the continuation of B. Relative error below 1e-11 for c up to
 * 100,000 (given a as it is: near saturation pass c and a whose difference is meant, or
 * use mmc, which recovers the rounding of λ·S). Cost about √c.
 *
 * Source: Erlang (1917), in Gross, Shortle, Thompson & Harris, Fundamentals of Queueing
 * Theory, 4th ed. (2008), §2.3 and §2.4; Cooper (1981), §3.4.
 *
 * @param servers c, above 0, not necessarily whole
 * @param offeredLoad a = λ·S, 0 or more, below c
 * @throws RangeError unless 0 ≤ a < c: with a ≥ c the queue grows without end
 * @example erlangC(2, 1) // 1/3
 */
export function erlangC(servers: number, offeredLoad: number): Share {
  const c = requirePositive("servers", servers);
  const a = requireNonNegative("offeredLoad", offeredLoad);
  if (!(a < c)) {
    throw new RangeError(
      `servers must be above the offered load: ${a} busy servers on average need at least ` +
        `${Math.floor(a) + 1}, has ${c}; add servers, or shorten or spread the requests`,
    );
  }
  return waitShare(c, a, c - a);
}

/** C from B where c - a is known better than the difference of two doubles; unchecked. Cost about √c. */
export function waitShare(c: number, a: number, spare: number): Share {
  const B = erlangB(c, a);
  return Math.min(1, (c * B) / (spare + a * B));
}
