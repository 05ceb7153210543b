/** Draws of groups after changes that come up one by one, as a search tries them. */
import { entryAt } from "../../entry-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { answerTable } from "../fit/answers/answer-table.ts";
import { type ChangedDraw, changeDrawLater, numbersOf } from "./change-drawn.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";

export interface OneByOne {
  /** By this two changes of a draw are told apart, whatever they are called. */
  readonly textOf: (group: number, draw: number, scenario: Scenario) => string;
  /**
   * What was answered before, in this run or an earlier one, is not solved again.
   *
   * @param text as `textOf`, or that of another change which leaves the same platform
   * @throws RangeError as `changeDraw`
   */
  readonly change: (
    group: number,
    draw: number,
    scenario: Scenario,
  ) => Omit<ChangedDraw, "plausible"> & { readonly plausible: (text: string) => PlausiblePlatform };
}

/** @param most loads up to it are all solved by one preparation for so many */
export function changedOneByOne(groups: readonly PlausibleGroup[], most: number): OneByOne {
  const kept = groups[0]?.answers?.kept;
  const table =
    kept === undefined
      ? answerTable(most)
      : kept.table(
          groups.map(({ drawn, largestLoad }) => ({ drawn: drawn.map(numbersOf), largestLoad })),
          most,
        );
  return {
    textOf: (group, draw, { levers }) => JSON.stringify([group, draw, levers]),
    change: (g, draw, scenario) => {
      const group = entryAt(groups, g);
      const { plausible, ...changed } = changeDrawLater(group, draw, scenario);
      return {
        ...changed,
        plausible: (text) => {
          const one = plausible();
          // As it is, the draw remembers by itself.
          return one === group.draws[draw] ? one : table.solved(text, one);
        },
      };
    },
  };
}
