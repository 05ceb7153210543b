import { keysOf } from "../../record.ts";

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

/**
 * The fields that have a value: absent is how these types say "not measured". A number that is not
 * finite or is below zero counts as absent too, so that no quotient by zero can leave an importer.
 *
 * @example present({ mean: 0.2, p95: undefined }) // { mean: 0.2 }
 */
export function present<T extends object>(fields: Optional<T>): T {
  const kept: Partial<Record<keyof T, unknown>> = {};
  for (const key of keysOf(fields)) {
    const value = fields[key];
    if (value === undefined) continue;
    if (typeof value === "number" && !(Number.isFinite(value) && value >= 0)) continue;
    kept[key] = value;
  }
  return kept as T;
}
