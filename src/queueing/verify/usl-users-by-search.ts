import type { PerSecond } from "../../units.ts";
import { type UslLaw, uslThroughput } from "../usl.ts";

/**
 * The concurrency between `from` and `to` at which a Universal Scalability Law gives a
 * throughput, by bisection on the curve alone: a second path to the inverse formula. The curve
 * must rise or fall throughout the range; `null` where it does not pass the throughput there.
 */
export function uslUsersBySearch(
  law: UslLaw,
  throughput: PerSecond,
  from: number,
  to: number,
): number | null {
  const excess = (users: number) => uslThroughput(law, users) - throughput;
  let low = from;
  let high = to;
  const sign = Math.sign(excess(low));
  if (sign === Math.sign(excess(high))) {
    return sign === 0 ? low : null;
  }
  for (let halving = 0; halving < 200 && high - low > 0; halving++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) {
      break;
    }
    if (Math.sign(excess(middle)) === sign) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}
