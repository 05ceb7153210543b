/** Curves with wider intervals, where past predictions say that they were too narrow. */
import type { CurvePoint } from "../../limits/limits.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { widened } from "./past-predictions.ts";

/** Throughput and response times; errors, which may be 0, and shares of time keep theirs. */
export function widenedPoints(
  points: readonly CurvePoint[],
  factor: number,
): readonly CurvePoint[] {
  if (factor === 1) return points;
  const wide = (estimate: Estimate): Estimate =>
    estimate.low > 0 ? { ...estimate, ...widened(estimate, factor) } : estimate;
  return points.map((point) => {
    const { mean, p50, p90, p95, p99 } = point.responseTime;
    return {
      ...point,
      throughput: wide(point.throughput),
      goodput: wide(point.goodput),
      responseTime: {
        mean: wide(mean),
        p50: wide(p50),
        p90: wide(p90),
        p95: wide(p95),
        p99: wide(p99),
      },
    };
  });
}
