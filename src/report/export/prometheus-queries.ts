/** What is asked of Prometheus, by the names that client libraries for HTTP servers use. */

export const p95Query =
  "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))";

export const errorShare =
  'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))';

export const requestRate = "sum(rate(http_requests_total[5m]))";
