import { entryAt } from "../../../entry-at.ts";
import type { Share } from "../../../units.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import type { ImprovementSet } from "../improvement-sets.ts";
import type { SetSearch } from "../set-search.ts";
import type { IfTrue } from "./order-of-work.ts";

/** Sets whose probability is no more than this above a cheaper one's are not worth their hours. */
const WORTH: Share = 0.02;

/**
 * What follows if one hypothesis is true: the cheapest set that holds then, by a few draws, with its
 * probability on all of them; where none holds, the cheapest of the most probable ones.
 *
 * @param sets by cost, the cheapest first
 */
export function ifTrue(
  sets: readonly ImprovementSet[],
  groups: readonly PlausibleGroup[],
  g: number,
  search: SetSearch,
  asked: Share,
): IfTrue {
  const { hypothesis, weight, draws } = entryAt(groups, g);
  // Few draws show no more than this.
  const enough = Math.min(asked, search.roughlyMost(g));
  let best = entryAt(sets, 0);
  let most = search.roughlyIn(best, g);
  for (const set of sets) {
    if (most >= enough) break;
    const found = search.roughlyIn(set, g);
    if (found <= most + WORTH) continue;
    best = set;
    most = found;
  }
  const probability = search.probabilityIn(best, g);
  return {
    title: hypothesis.title,
    weight,
    today: search.probabilityIn(entryAt(sets, 0), g),
    work: {
      titles: best.improvements.map(({ title }) => title),
      hours: best.cost,
      probability,
    },
    holds: probability >= asked,
    wall: search.solve(best, g, Math.floor(draws.length / 2)).point().bottleneck,
  };
}
