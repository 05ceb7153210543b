import type { PoolOf } from "./platform.ts";
import type { Quantity } from "./quantity.ts";

/** Requests that a pool lets in at once: its size, and the overflow that it opens beside it when that is in use. */
export function poolPlaces({ size, overflow = 0 }: Pick<PoolOf<number>, "size" | "overflow">) {
  return size + overflow;
}

/** The same of a model; null where it does not give both as numbers. */
export function knownPoolPlaces({
  size,
  overflow = 0,
}: Pick<PoolOf<Quantity>, "size" | "overflow">): number | null {
  return typeof size === "number" && typeof overflow === "number" ? size + overflow : null;
}
