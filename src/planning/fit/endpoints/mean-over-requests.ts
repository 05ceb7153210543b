import type { EndpointLevel } from "../../../measurement/campaign.ts";

/** Mean response time over all requests of some rows, s; NaN where there are none. */
export function meanOverRequests(rows: readonly EndpointLevel[]): number {
  const count = rows.reduce((sum, { requests = 0 }) => sum + requests, 0);
  return (
    rows.reduce(
      (sum, { requests = 0, responseTime }) => sum + requests * (responseTime.mean ?? 0),
      0,
    ) / count
  );
}
