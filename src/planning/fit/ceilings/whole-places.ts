import type { Prior } from "../../../platform/quantity.ts";

/** What all have together, in each of so many. */
export function shareOfPrior(servers: Prior, copies: number): Prior {
  if (servers.prior === "logNormal") return { ...servers, median: servers.median / copies };
  return { ...servers, low: servers.low / copies, high: servers.high / copies };
}

/** The same of pools: one has a place at least. */
export function wholePlaces(servers: Prior, copies: number): Prior {
  const share = shareOfPrior(servers, copies);
  if (share.prior === "logNormal") return share;
  const low = Math.max(1, share.low);
  return { ...share, low, high: Math.max(share.high, 2 * low) };
}
