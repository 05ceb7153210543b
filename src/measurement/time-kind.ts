import type { EndpointLevel } from "./campaign.ts";

/**
 * By what the rows of one endpoint are compared: their means where every timed row has one, else
 * their medians, so that a table and a picture of them show one ratio.
 */
export function timeKind(rows: readonly EndpointLevel[]): "mean" | "p50" {
  const timed = rows.filter(
    ({ responseTime: { mean, p50 } }) => mean !== undefined || p50 !== undefined,
  );
  return timed.every(({ responseTime }) => responseTime.mean !== undefined) ? "mean" : "p50";
}
