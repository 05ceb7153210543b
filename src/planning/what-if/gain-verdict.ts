/** What may be said of a change: nothing that an explanation which could be true contradicts. */
import type { Interval } from "../../stats/estimate.ts";
import type { ScenarioResult } from "../plan/plan-result.ts";
import { ENOUGH_DRAWS } from "./agreeing-draws.ts";
import { NOTICEABLE } from "./noticeable.ts";

export type Verdict = Exclude<ScenarioResult["verdict"], "refuses">;

/** What one explanation of the measurements says of a change. */
export interface Witness {
  /** Share by which the breaking point moves, with its 90 % interval. */
  readonly gain: Interval;
  /** Draws behind the interval. */
  readonly draws: number;
}

/**
 * The verdict that the mixture and every explanation that could be true share; "cannot tell" where
 * they differ by more than a word, or where there is none.
 *
 * @param whole of all explanations in proportion to their weights
 * @param standing those that follow the figures and are not told apart from the best
 */
export function gainVerdict(whole: Witness, standing: readonly Witness[]): Verdict {
  if (standing.length === 0 || whole.draws < ENOUGH_DRAWS) return "cannot tell";
  const verdicts = [whole, ...standing].map(({ gain }) => verdictOf(gain));
  return verdicts.reduce((a, b) => (a === b ? a : (both(a, b) ?? "cannot tell")));
}

/** The verdict of one explanation alone. */
export function verdictOf({ low, high }: Interval): Verdict {
  if (low > NOTICEABLE) return "gains";
  if (high < -NOTICEABLE) return "loses";
  if (high >= NOTICEABLE) return "cannot tell";
  return low > -NOTICEABLE ? "no change" : "no gain";
}

/** No gain is all that is left of two verdicts without one. */
function both(a: Verdict, b: Verdict): Verdict | null {
  const without = (one: Verdict) => one === "loses" || one === "no change" || one === "no gain";
  return without(a) && without(b) ? "no gain" : null;
}
