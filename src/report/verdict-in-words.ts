/** What is said of a change, the same in every text. */
import type { ScenarioResult } from "../planning/plan/plan-result.ts";

export const verdictInWords: Readonly<Record<ScenarioResult["verdict"], string>> = {
  gains: "gains",
  "cannot tell": "cannot tell",
  refuses: "protects by refusing, adds no capacity",
  "no change": "changes nothing",
  "no gain": "gains nothing, may cost",
  loses: "costs capacity",
};
