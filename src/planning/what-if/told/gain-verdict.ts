/** What may be said of a change: nothing that an explanation which could be true contradicts. */
import type { Share } from "../../../units.ts";
import type { ScenarioResult } from "../../plan/plan-result.ts";
import { ENOUGH_DRAWS } from "./agreeing-draws.ts";
import { NOTICEABLE, OVERLOOKED } from "./noticeable.ts";

export type Verdict = Exclude<ScenarioResult["verdict"], "refuses">;

/** What is likely enough to be told, where its opposite is not likelier than can be overlooked. */
const LIKELY: Share = 0.8;

/**
 * The verdict that the mixture and every explanation that could be true share; "cannot tell" where
 * they differ by more than a word, or where there is none.
 *
 * @param whole shares by which the breaking point moves, of draws of all explanations in proportion to
 *   their weights
 * @param standing those of each that could be true (see `plausibleGroups`)
 */
export function gainVerdict(
  whole: readonly Share[],
  standing: readonly (readonly Share[])[],
): Verdict {
  if (standing.length === 0 || whole.length < ENOUGH_DRAWS) return "cannot tell";
  const verdicts = [whole, ...standing].map(verdictOf);
  return verdicts.reduce((a, b) => (a === b ? a : (both(a, b) ?? "cannot tell")));
}

/**
 * The verdict of one explanation alone, by the gains of its draws. The opposite of a gain is a loss that can
 * be noticed; of no change, one of twice what can be noticed: nobody is told "no gain" of what may double a limit.
 */
export function verdictOf(gains: readonly Share[]): Verdict {
  if (gains.length === 0) return "cannot tell";
  const shareOf = (is: (gain: Share) => boolean) => gains.filter(is).length / gains.length;
  const told = (is: (gain: Share) => boolean, opposite: (gain: Share) => boolean) =>
    shareOf(is) >= LIKELY && shareOf(opposite) <= OVERLOOKED;
  const rises = (gain: Share) => gain > NOTICEABLE;
  const falls = (gain: Share) => gain < -NOTICEABLE;
  const keeps = (gain: Share) => !rises(gain);
  const stays = (gain: Share) => keeps(gain) && !falls(gain);
  const risesFar = (gain: Share) => gain > 2 * NOTICEABLE;
  const movesFar = (gain: Share) => Math.abs(gain) > 2 * NOTICEABLE;
  if (told(rises, falls)) return "gains";
  if (told(falls, rises)) return "loses";
  if (told(stays, movesFar)) return "no change";
  if (told(keeps, risesFar)) return "no gain";
  return "cannot tell";
}

/** No gain is all that is left of two verdicts without one. */
function both(a: Verdict, b: Verdict): Verdict | null {
  const without = (one: Verdict) => one === "loses" || one === "no change" || one === "no gain";
  return without(a) && without(b) ? "no gain" : null;
}
