import type { PerSecond } from "../units.ts";
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
  if (k >= load.users) return 0;
  const late = prepared.inVain === null ? 0 : (prepared.inVain[k] as number);
  if (late === 0) return (load.users - k) / prepared.thinkTime;
  const away = load.users - k + (prepared.inside.beyond[k] as number);
  return away / (prepared.thinkTime + late * (prepared.vainWait?.[k] as number));
}
