/** What may be said of a change: nothing that an explanation which could be true contradicts. */
import type { Share } from "../../units.ts";
import type { ScenarioResult } from "../plan/plan-result.ts";
import { ENOUGH_DRAWS } from "./agreeing-draws.ts";
import { NOTICEABLE } from "./noticeable.ts";

export type Verdict = Exclude<ScenarioResult["verdict"], "refuses">;

/** What is likely enough to be told; what a change does is rarely known better. */
const TOLD: Share = 0.8;

/**
 * The verdict that the mixture and every explanation that could be true share; "cannot tell" where
 * they differ by more than a word, or where there is none.
 *
 * @param whole shares by which the breaking point moves, of draws of all explanations in proportion to
 *   their weights
 * @param standing those of each that follows the figures and is not told apart from the best
 */
export function gainVerdict(
  whole: readonly Share[],
  standing: readonly (readonly Share[])[],
): Verdict {
  if (standing.length === 0 || whole.length < ENOUGH_DRAWS) return "cannot tell";
  const verdicts = [whole, ...standing].map(verdictOf);
  return verdicts.reduce((a, b) => (a === b ? a : (both(a, b) ?? "cannot tell")));
}

/** The verdict of one explanation alone, by the gains of its draws. */
export function verdictOf(gains: readonly Share[]): Verdict {
  const likely = (is: (gain: Share) => boolean) => gains.filter(is).length >= TOLD * gains.length;
  if (gains.length === 0) return "cannot tell";
  if (likely((gain) => gain > NOTICEABLE)) return "gains";
  if (likely((gain) => gain < -NOTICEABLE)) return "loses";
  if (likely((gain) => Math.abs(gain) <= NOTICEABLE)) return "no change";
  return likely((gain) => gain <= NOTICEABLE) ? "no gain" : "cannot tell";
}

/** No gain is all that is left of two verdicts without one. */
function both(a: Verdict, b: Verdict): Verdict | null {
  const without = (one: Verdict) => one === "loses" || one === "no change" || one === "no gain";
  return without(a) && without(b) ? "no gain" : null;
}
