/** What a load test measures of a level and a model is held against. */
export const quantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;

export type Quantity = (typeof quantities)[number];
