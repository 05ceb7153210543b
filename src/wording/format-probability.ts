import type { Share } from "../units.ts";
import { formatShareBound } from "./format-share.ts";

/** Steps, in per cent, in which a probability is told. */
const STEPS = [1, 2, 5, 10, 25, 50] as const;

/**
 * A probability that was counted over draws as (k + ½)/(n + 1), no finer than they carry: "at least
 * 97 %" where all of 48 hold, "at most 3 %" where none does, else in steps of about 1/(n + 1),
 * rounded towards a half, so that no rounding makes it surer.
 *
 * @throws RangeError unless draws ≥ 1
 */
export function formatProbability(probability: Share, draws: number): string {
  if (!(draws >= 1)) throw new RangeError(`draws must be 1 or more, got ${draws}`);
  const holding = probability * (draws + 1) - 0.5;
  // 48.5/49 of results that were kept with six digits is a little less than all 48.
  const hair = SIX_DIGITS * (draws + 1);
  if (holding > draws - hair) return `at least ${Math.floor((100 * draws) / (draws + 1))} %`;
  if (holding < hair) return `at most ${Math.ceil(100 / (draws + 1))} %`;
  const step = stepOf(draws);
  const percent = 100 * probability;
  const down = percent >= 50;
  const steps = percent / step;
  const told = step * (down ? Math.floor(steps + 1e-9) : Math.ceil(steps - 1e-9));
  return formatShareBound(Math.min(Math.max(told, step), 100 - step) / 100);
}

/** What a share may be off by in six digits. */
const SIX_DIGITS = 1e-6;

/** The step that is nearest to what one draw counts, by its ratio. */
function stepOf(draws: number): number {
  const off = (step: number) => Math.abs(Math.log((step * (draws + 1)) / 100));
  return STEPS.toSorted((a, b) => off(a) - off(b))[0] ?? 1;
}
