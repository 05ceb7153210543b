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
  const { thinkTime: Z, inVain, vainTime, inside } = prepared;
  // In the last state all who come wait in vain: it stands for a line that has ended long before.
  const share = k === load.users ? (inVain?.[k] ?? 1) : 1;
  const vain = vainTime === null ? 0 : floatAt(vainTime, k) / (share || 1);
  if (vain === 0) return k < load.users ? (load.users - k) / Z : 0;
  return (load.users - k + floatAt(inside.beyond, k)) / (Z + vain);
}
