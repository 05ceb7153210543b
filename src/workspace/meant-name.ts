import { nearestName } from "../ingest/nearest-name.ts";

/** A remedy for an unknown name: the nearest known one, or else what is given. */
export function meantName(name: string, known: readonly string[], otherwise: string): string {
  const near = nearestName(name, known);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}
