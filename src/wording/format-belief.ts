import type { Share } from "../units.ts";

/**
 * A probability counted on draws, no finer than they carry: to 1, 2 or 5 per cent, and never nearer
 * to certainty than n draws that all agree allow: "at least 95 %" of 64.
 *
 * Where none of n draws shows a thing, its probability is below 3/n with 95 % (the rule of three:
 * Hanley & Lippman-Hand, JAMA 249 (1983) 1743–1745).
 *
 * @param draws how many it was counted on, 1 or more
 * @throws RangeError unless the share is one and draws a whole number, 1 or more
 */
export function formatBelief(share: Share, draws: number): string {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`share must be between 0 and 1, got ${share}`);
  }
  if (!Number.isInteger(draws) || draws < 1) {
    throw new RangeError(`draws must be a whole number, 1 or more, got ${draws}`);
  }
  const step = draws >= 2500 ? 1 : draws >= 400 ? 2 : 5;
  const edge = Math.min(Math.ceil(300 / draws / step - 1e-9) * step, 50);
  const percent = 100 * share;
  if (percent >= 100 - edge) return `at least ${100 - edge} %`;
  if (percent <= edge) return `at most ${edge} %`;
  return `${Math.round(percent / step) * step} %`;
}
