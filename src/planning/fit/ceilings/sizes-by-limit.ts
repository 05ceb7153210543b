/** How large a resource is believed to be: around what the figures need where it sets the limit, that and more elsewhere. */
import { isPrior, medianOf, type Prior, type Quantity } from "../../../platform/quantity.ts";
import { AROUND, SPARE } from "../one-pool.ts";

/** A database that fills up before its connections do has fewer servers than there are of them. */
export function atMost(servers: Quantity, places: number | null): Quantity {
  if (places === null || !isPrior(servers) || servers.prior === "logNormal") return servers;
  return servers.low < places && places < servers.high ? { ...servers, high: places } : servers;
}

/** One that fills up after them has more. */
export function atLeast(servers: Quantity, places: number | null): Quantity {
  if (places === null || !isPrior(servers) || servers.prior === "logNormal") return servers;
  return servers.low < places && places < servers.high ? { ...servers, low: places } : servers;
}

/** From around what is needed to that and more. */
export function withSpare(servers: Quantity): Quantity {
  return isPrior(servers) ? range(medianOf(servers), SPARE * medianOf(servers)) : servers;
}

/** From what is needed and more to around it. */
export function aroundNeed(servers: Quantity): Quantity {
  if (!isPrior(servers)) return servers;
  const needed = servers.prior === "logNormal" ? servers.median : servers.low;
  return range(needed / AROUND, needed * AROUND);
}

export const range = (low: number, high: number): Prior => ({ prior: "logUniform", low, high });
