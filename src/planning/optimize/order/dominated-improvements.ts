import { entryAt } from "../../../entry-at.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import { spaced } from "../draw-counter.ts";
import type { Improvement } from "../improvement-sets.ts";
import { type AskedObjective, readObjective, type SetSearch } from "../set-search.ts";
import type { OrderOfWork } from "./order-of-work.ts";

/** Draws of each hypothesis on which improvements are compared. */
const DRAWS = 3;

/** Logarithms of the worst figure over its limit that differ by less are the same. */
const SAME = 0.02;

/**
 * Improvements that cost at least as much as another, ask for nothing else and bring the worst figure
 * no nearer to its limit, on a few draws of every likely hypothesis; each once, beside the cheapest
 * that is as good.
 *
 * @param improvements the cheapest first
 */
export function dominatedImprovements(
  improvements: readonly Improvement[],
  groups: readonly PlausibleGroup[],
  search: SetSearch,
  asked: readonly AskedObjective[],
): OrderOfWork["dominated"] {
  const scored = improvements.map((one) => ({ one, excess: excesses(one) }));
  return scored.flatMap(({ one, excess }, i) => {
    const by = scored
      .slice(0, i)
      .find(({ excess: other }) => other.every((value, d) => value <= entryAt(excess, d) + SAME));
    const gains = excess.some((value, d) => value < entryAt(none(), d) - SAME);
    return by === undefined || !gains ? [] : [{ title: one.title, by: by.one.title }];
  });

  function none(): readonly number[] {
    return excessesOf({ improvements: [], cost: 0 });
  }

  function excesses(one: Improvement): readonly number[] {
    return excessesOf({ improvements: [one], cost: one.cost });
  }

  function excessesOf(set: Parameters<SetSearch["solve"]>[0]): readonly number[] {
    return groups.flatMap(({ draws }, g) =>
      spaced(draws.length, DRAWS).map((draw) => {
        const point = search.solve(set, g, draw).point();
        return Math.max(
          ...asked.map(({ name, limit }) =>
            Math.log(Math.max(readObjective(point, name), 1e-9) / limit),
          ),
        );
      }),
    );
  }
}
