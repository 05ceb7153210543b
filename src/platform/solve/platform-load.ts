import { floatAt } from "../../entry-at.ts";
import type { PerSecond } from "../../units.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** Who sends requests: N users who wait for the reply and think, or strangers at a rate. */
export type PlatformLoad =
  | { readonly users: number }
  /** Poisson arrivals; chains end at `most` requests present. */
  | { readonly arrivalRate: PerSecond; readonly most: number };

/** Most requests present under a load. */
export function mostPresent(load: PlatformLoad): number {
  return "users" in load ? load.users : load.most;
}

/** Requests per second sent with k present, refused ones too; Infinity where nobody thinks. */
export function sentRate(prepared: PreparedPlatform, load: PlatformLoad, k: number): PerSecond {
  if (!("users" in load)) return load.arrivalRate;
  const { thinkTime: Z, inVain, vainWait, inside } = prepared;
  const late = inVain === null ? 0 : floatAt(inVain, k);
  if (late === 0) return k < load.users ? (load.users - k) / Z : 0;
  const away = load.users - k + floatAt(inside.beyond, k);
  return away / (Z + late * (vainWait?.[k] ?? 0));
}
