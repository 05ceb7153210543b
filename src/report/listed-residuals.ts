/** Which figures of a fit a reader is shown. */
import type { HypothesisResidual } from "../planning/plan/plan-result.ts";

/** Up to so many are all listed. */
const ALL = 150;

/** Of more the ones that are missed most. */
const WORST = 40;

/** The residuals to list, in their order, and a sentence where they are not all; null where they are. */
export function listedResiduals(residuals: readonly HypothesisResidual[]): {
  readonly listed: readonly HypothesisResidual[];
  readonly left: string | null;
} {
  if (residuals.length <= ALL) return { listed: residuals, left: null };
  const miss = ({ fitted, measured }: HypothesisResidual) => Math.abs(Math.log(fitted / measured));
  const worst = new Set(residuals.toSorted((a, b) => miss(b) - miss(a)).slice(0, WORST));
  return {
    listed: residuals.filter((one) => worst.has(one)),
    left: `The ${WORST} of ${residuals.length} figures that are missed most; plan.json has all.`,
  };
}
