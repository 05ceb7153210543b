import { requireNonNegative } from "../../require.ts";
import type { Share } from "../../units.ts";
import { erlangB } from "./erlang-b.ts";
import { leastCount, meets } from "./least-count.ts";

/**
 * The fewest servers at which Erlang B refuses at most the given share of requests.
 *
 * Exact: B falls with every server, so the whole number is bracketed and halved down.
 * Cost about log₂(c)·√c.
 *
 * Source: Cooper, Introduction to Queueing Theory, 2nd ed. (1981), §3.3.
 *
 * @param offeredLoad a = λ·S, 0 or more
 * @param target largest share of refused requests, in (0, 1]
 * @throws RangeError unless a ≥ 0 and 0 < target ≤ 1, or if more than 1e9 servers were needed
 * @example serversForBlocking(1, 0.2) // 2
 */
export function serversForBlocking(offeredLoad: number, target: Share): number {
  const a = requireNonNegative("offeredLoad", offeredLoad);
  if (!(target > 0 && target <= 1)) {
    throw new RangeError(`target must be a share above 0, up to 1, got ${target}`);
  }
  return leastCount((c) => meets(erlangB(c, a), target), 0);
}
