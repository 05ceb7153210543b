import type { Seconds, Share } from "../units.ts";
import { gammaTail } from "./gamma-tail.ts";
import type { Behavior } from "./part-behavior.ts";
import type { RequestClass } from "./request-classes.ts";

/** No more than this share waits in vain, so that the chain keeps moving. */
const MOST = 1 - 1e-9;

/**
 * Requests that find k others and will not get a place before their acquire time-out. In a line
 * in order of arrival they delay nobody behind them who will be served, so that they need not be
 * in the state (Baccelli & Hébuterne 1981). The wait is a gamma law of its two moments.
 */
export function acquireTimeOut(
  inside: Behavior,
  classes: readonly RequestClass[],
  k: number,
): { readonly share: Share; readonly wait: Seconds } {
  let lost = 0;
  let spent = 0;
  for (const wait of inside.waits) {
    const limit = wait.acquireTimeOut;
    const busy = 1 - (wait.free[k] as number);
    if (limit === null || busy <= 0) continue;
    const mean = (wait.mean[k] as number) / busy;
    const variance = Math.max((wait.square[k] as number) / busy - mean * mean, 1e-12 * mean * mean);
    const late = busy * gammaTail(limit, mean, variance);
    for (const [c, { share }] of classes.entries()) {
      if ((wait.visits[c] ?? 0) === 0) continue;
      lost += share * late;
      spent += share * late * limit;
    }
  }
  return { share: Math.min(lost, MOST), wait: lost > 0 ? spent / lost : 0 };
}
