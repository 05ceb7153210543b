import type { SimulatedPart } from "./simulated-platform.ts";
import type { Place, TreePlaces } from "./tree-places.ts";

/**
 * What an autoscaler that follows utilization looks at: the workers that each API replica brings,
 * or, without any, the servers of the first station that it does. Null if there is neither.
 */
export function scaledPlace({ places }: TreePlaces): Place | null {
  return (
    places.find(({ part }) => isScaled(part, "pool")) ??
    places.find(({ part }) => isScaled(part, "node")) ??
    null
  );
}

/** The same, of a tree that is not built yet. */
export function hasScaledPart(parts: readonly SimulatedPart[]): boolean {
  return parts.some(
    (part) =>
      isScaled(part, "pool") ||
      isScaled(part, "node") ||
      (part.kind === "pool" && hasScaledPart(part.inside)),
  );
}

function isScaled(part: SimulatedPart, kind: SimulatedPart["kind"]): boolean {
  if (!part.perReplica || part.kind !== kind) return false;
  return part.kind === "pool" ? part.role === "workers" : part.discipline !== "delay";
}
