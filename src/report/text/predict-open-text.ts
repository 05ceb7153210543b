import type { OpenPoint } from "../../planning/predict/predict-open.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { textTable } from "../../wording/text-table.ts";

/** What `headroom predict --rate` prints: the finding first, then one line a rate. */
export function predictOpenText(points: readonly OpenPoint[]): string {
  const refusing = points.some(({ refusedShare }) => (refusedShare?.value ?? 0) > 0);
  const rows = points.map((point) => {
    const { responseTime, errorRate, refusedShare } = point;
    const served = [formatThroughput(point.arrivalRate), formatShare(point.sustained)];
    if (responseTime === null) return [...served, "–", "–", "–", "–", ...(refusing ? ["–"] : [])];
    return [
      ...served,
      formatDuration(responseTime.mean.value),
      formatShort(responseTime.p95, formatDuration),
      formatDuration(responseTime.p99.value),
      formatShare(errorRate?.value ?? 0),
      ...(refusing ? [formatShare(refusedShare?.value ?? 0)] : []),
    ];
  });
  const header = ["rate", "sustained", "mean", "P95", "P99", "errors"];
  return [
    findingOf(points),
    "",
    textTable(refusing ? [...header, "refused"] : header, rows),
    "",
    "Requests arrive by chance at this rate and wait for nobody. Sustained: share of the plausible platforms that can serve it; times are of those. In brackets: 90 % intervals; none where both ends read like the value. Basis: extrapolated from a test in which users waited for replies.",
  ].join("\n");
}

function findingOf(points: readonly OpenPoint[]): string {
  const safe = points.filter(({ sustained }) => sustained >= 0.9).map((point) => point.arrivalRate);
  if (safe.length === 0) return "None of these rates is sustained with 90 % probability.";
  return `Up to ${formatThroughput(Math.max(...safe))} of these rates are sustained with 90 % probability.`;
}
