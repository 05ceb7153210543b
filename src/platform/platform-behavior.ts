import { joinParts } from "./join-parts.ts";
import { nodeBehavior } from "./node-behavior.ts";
import type { Part } from "./part.ts";
import type { Behavior } from "./part-behavior.ts";
import { poolBehavior } from "./pool-behavior.ts";
import type { RequestClass } from "./request-classes.ts";

/** Parts that are visited one after another, with 0…most requests in them: innermost pools first. */
export function partsBehavior(
  parts: readonly Part[],
  classes: readonly RequestClass[],
  most: number,
): Behavior {
  const behaviors = parts.map((part) => {
    if (part.kind === "node") return nodeBehavior(part, classes, most);
    const fitting = Math.min(most, Math.ceil(part.places));
    return poolBehavior(part, classes, most, partsBehavior(part.inside, classes, fitting));
  });
  return joinParts(behaviors, most);
}
