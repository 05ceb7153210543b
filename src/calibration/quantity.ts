/** What a load test measures of a level and a model is held against. */
export const quantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;

/** Share of the requests that a percentile is not below. */
export const percentileShares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

export type Quantity = (typeof quantities)[number];
