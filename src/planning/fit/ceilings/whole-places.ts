import type { Prior } from "../../../platform/quantity.ts";

/** What all pools need together, in each of so many; a pool has one place at least. */
export function wholePlaces(servers: Prior, copies: number): Prior {
  if (servers.prior === "logNormal") return { ...servers, median: servers.median / copies };
  const low = Math.max(1, servers.low / copies);
  return { ...servers, low, high: Math.max(servers.high / copies, 2 * low) };
}
