/** Share of the requests that a percentile is not below. */
export const percentileShares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
