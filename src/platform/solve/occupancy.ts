import { type Admission, admission } from "./admission.ts";
import { type Chain, chainProbabilities } from "./chain-probabilities.ts";
import type { PlatformLoad } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** How many requests are present under a load, and what becomes of those that are sent. */
export interface Occupancy {
  readonly chain: Chain;
  readonly admission: Admission;
}

interface LastOccupancy extends Occupancy {
  readonly load: PlatformLoad;
}

/** Figures and percentiles of one load are asked for one after the other: the last is remembered. */
const last = new WeakMap<PreparedPlatform, LastOccupancy>();

/** The chain of a prepared platform without drift under a load. Exact for the chain, O(states). */
export function occupancy(prepared: PreparedPlatform, load: PlatformLoad): Occupancy {
  const before = last.get(prepared);
  if (before !== undefined && isSame(before.load, load)) return before;
  const chain = chainProbabilities(prepared, load);
  const found = { load, chain, admission: admission(prepared, load, chain) };
  last.set(prepared, found);
  return found;
}

function isSame(a: PlatformLoad, b: PlatformLoad): boolean {
  if ("users" in a) return "users" in b && a.users === b.users;
  return !("users" in b) && a.arrivalRate === b.arrivalRate && a.most === b.most;
}
