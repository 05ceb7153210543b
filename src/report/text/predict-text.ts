import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

/** What `headroom predict` prints: one line a load, 90 % intervals where they matter most, then how busy each station is. */
export function predictText(points: readonly CurvePoint[]): string {
  const refusing = points.some(({ refusedShare }) => refusedShare.value > 0);
  const header = ["users", "throughput", "mean", "P50", "P95", "P99", "errors", "zone", "basis"];
  const rows = points.map((point) => {
    const { mean, p50, p95, p99 } = point.responseTime;
    return [
      formatCount(point.users),
      formatShort(point.throughput, formatThroughput),
      formatDuration(mean.value),
      formatDuration(p50.value),
      formatShort(p95, formatDuration),
      formatDuration(p99.value),
      formatShare(point.errorRate.value),
      point.zone,
      p95.basis,
      ...(refusing ? [formatShare(point.refusedShare.value)] : []),
    ];
  });
  return [
    textTable(refusing ? [...header, "refused"] : header, rows),
    ...utilizationTable(points),
    "",
    "In brackets: 90 % intervals.",
  ].join("\n");
}

/** How busy each station and pool is; empty where the plausible platforms have none in common. */
function utilizationTable(points: readonly CurvePoint[]): string[] {
  const names = [...new Set(points.flatMap(({ utilization }) => Object.keys(utilization)))];
  if (names.length === 0) return [];
  const rows = points.map(({ users, utilization, zone }) => [
    formatCount(users),
    ...names.map((name) => {
      const busy = utilization[name];
      return busy === undefined ? "–" : formatShort(busy, (share) => formatShare(share));
    }),
    zone,
  ]);
  return ["", textTable(["users", ...names.map((name) => `${name} in use`), "zone"], rows)];
}
