import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import type { FullestPart } from "../../planning/predict/fullest-parts.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

/** What `headroom predict` prints: what is carried and how long it takes, one line a load, then how busy each station is. */
export function predictText(
  points: readonly CurvePoint[],
  fullest: readonly FullestPart[] = [],
): string {
  return [
    carriedTable(points),
    "",
    timesTable(points),
    ...utilizationTable(points, fullest),
    "",
    "In brackets: 90 % intervals; none where both ends read like the value.",
    ...(fullest.length > 0
      ? [
          "The fullest: of each plausible platform the part most in use; named is that of most of them.",
        ]
      : []),
  ].join("\n");
}

function carriedTable(points: readonly CurvePoint[]): string {
  const refusing = points.some(({ refusedShare }) => refusedShare.value > 0);
  const shareOf = (estimate: Estimate) => formatShort(estimate, (share) => formatShare(share));
  const header = ["users", "throughput", ...(refusing ? ["refused"] : []), "errors", "zone"];
  const rows = points.map((point) => [
    formatCount(point.users),
    formatShort(point.throughput, formatThroughput),
    ...(refusing ? [shareOf(point.refusedShare)] : []),
    shareOf(point.errorRate),
    point.zone,
    point.responseTime.p95.basis,
  ]);
  return textTable([...header, "basis"], rows);
}

function timesTable(points: readonly CurvePoint[]): string {
  const rows = points.map(({ users, responseTime: { mean, p50, p95, p99 } }) => [
    formatCount(users),
    ...[mean, p50, p95, p99].map((time) => formatShort(time, formatDuration)),
  ]);
  return textTable(["users", "mean", "P50", "P95", "P99"], rows);
}

/** How busy each station and pool is; empty where the plausible platforms have none in common. */
function utilizationTable(
  points: readonly CurvePoint[],
  fullest: readonly FullestPart[],
): string[] {
  const names = [...new Set(points.flatMap(({ utilization }) => Object.keys(utilization)))];
  if (names.length === 0 && fullest.length === 0) return [];
  const share = (estimate: Estimate) => formatShort(estimate, (one) => formatShare(one));
  const ofAll = (users: number) => {
    const part = fullest.find((one) => one.users === users);
    return part === undefined ? [] : [`${part.name}, ${share(part.inUse)}`];
  };
  const rows = points.map(({ users, utilization, zone }) => [
    formatCount(users),
    ...names.map((name) => {
      const busy = utilization[name];
      return busy === undefined ? "–" : share(busy);
    }),
    ...ofAll(users),
    zone,
  ]);
  return [
    "",
    textTable(
      [
        "users",
        ...names.map((name) => `${name} in use`),
        ...(fullest.length > 0 ? ["the fullest"] : []),
        "zone",
      ],
      rows,
    ),
  ];
}
