import type { Seconds } from "../../../units.ts";
import type { ClassWork } from "../../tree/part.ts";
import type { WorkClass } from "../parts/merge-alike.ts";

export interface MixedWork {
  /** Mean work of a request of the mix, 0 for those that do not come. */
  readonly demand: Seconds;
  /** Mean number of holds per request of the mix. */
  readonly visits: number;
  /** Squared coefficient of variation of one hold, over the classes that come. */
  readonly squaredVariation: number;
  /** How often a request comes that is met there: E[v²]/E[v] of the holds of a request. */
  readonly repeats: number;
}

/**
 * Moments of the work of the mix at one node, or over several nodes that are visited within one
 * hold: Var = Σ visits·(CV·S)², added up over the nodes.
 *
 * @param held "request": all visits of a request are one hold; "visit": each is its own
 */
export function classesVariation(
  nodes: readonly (readonly (ClassWork | null)[])[],
  classes: readonly WorkClass[],
  held: "request" | "visit" = "visit",
): MixedWork {
  let demand = 0;
  let holds = 0;
  let square = 0;
  let holdsSquared = 0;
  for (const [k, { share }] of classes.entries()) {
    let visits = 0;
    let mean = 0;
    let variance = 0;
    for (const work of nodes) {
      const own = work[k];
      if (own === undefined || own === null) continue;
      visits = Math.max(visits, own.visits);
      mean += own.visits * own.service;
      variance += own.visits * (own.variation * own.service) ** 2;
    }
    if (visits === 0) continue;
    const each = held === "request" ? Math.min(1, visits) : visits;
    demand += share * mean;
    holds += share * each;
    holdsSquared += share * each * each;
    square += share * (variance + (mean * mean) / each);
  }
  return {
    demand,
    visits: holds,
    squaredVariation: Math.max(0, (square * holds) / (demand * demand) - 1),
    repeats: holds > 0 ? holdsSquared / holds : 1,
  };
}
