import type { Grading } from "../graded-states.ts";
import type { FoldedPart } from "./folded-part.ts";
import { joinParts } from "./join-parts.ts";
import type { WorkClass } from "./merge-alike.ts";
import { nodeBehavior } from "./node-behavior.ts";
import type { Behavior } from "./part-behavior.ts";
import { poolBehavior } from "./pool-behavior.ts";

/**
 * A part with 0…most requests in it: innermost pools first.
 *
 * @param nested whether it is in another pool, whose places are held meanwhile
 */
export function partBehavior(
  part: FoldedPart,
  classes: readonly WorkClass[],
  most: number,
  grading: Grading,
  nested = false,
): Behavior {
  if (part.kind === "node") return nodeBehavior(part, classes, most, grading);
  const fitting = Math.min(most, Math.ceil(part.places * part.lines));
  const inside = joinParts(
    part.inside.map((inner) => partBehavior(inner, classes, fitting, grading, true)),
    fitting,
    grading,
  );
  return poolBehavior(part, classes, most, inside, { grading, nested });
}
