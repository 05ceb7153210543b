import { findRoot } from "../../stats/find-root.ts";
import type { PerSecond } from "../../units.ts";
import { type UslLaw, uslThroughput } from "../usl/usl.ts";

/**
 * The concurrency between `from` and `to` at which a Universal Scalability Law gives a
 * throughput, by bracketing on the curve alone: a second path to the inverse formula. The curve
 * must rise or fall throughout the range; `null` where it does not pass the throughput there.
 * To rounding; some fifty evaluations at most.
 *
 * @throws RangeError as `uslThroughput`
 */
export function uslUsersBySearch(
  law: UslLaw,
  throughput: PerSecond,
  from: number,
  to: number,
): number | null {
  const excess = (users: number) => uslThroughput(law, users) - throughput;
  const [first, last] = [excess(from), excess(to)];
  if (first === 0) return from;
  return Math.sign(first) === Math.sign(last) ? null : findRoot(excess, from, to).root;
}
