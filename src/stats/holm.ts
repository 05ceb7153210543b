import { requireShare } from "../require.ts";
import type { Share } from "../units.ts";

/**
 * Which of several tests reject, with a chance of at most α that any of those whose null is true
 * does: Holm's step-down procedure. Valid however the tests depend on one another, and never less
 * powerful than Bonferroni's.
 *
 * Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6(2) (1979) 65–70.
 *
 * @param chances p-values in [0, 1], in any order
 * @returns for each p-value, in the same order, whether its null is rejected
 * @throws RangeError unless all chances and α lie in [0, 1]
 * @example holm([0.01, 0.04, 0.03], 0.05) // [true, false, false]
 */
export function holm(chances: readonly Share[], alpha: Share): readonly boolean[] {
  requireShare("alpha", alpha);
  const order = chances
    .map((p, at) => ({ p: requireShare(`chances[${at}]`, p), at }))
    .toSorted((a, b) => a.p - b.p);
  const kept = order.findIndex(({ p }, i) => p > alpha / (order.length - i));
  const rejected = new Set((kept < 0 ? order : order.slice(0, kept)).map(({ at }) => at));
  return chances.map((_, at) => rejected.has(at));
}
