/** Tables of the page as CSV: what is shown, with every digit. */
import type { CurvePoint, Limits } from "../planning/plan/plan-result.ts";
import type { Estimate, OpenEstimate } from "../stats/estimate.ts";

type Cell = string | number | null;

/** Lines end in CR LF and cells are quoted where they must be (RFC 4180); what a spreadsheet would run stands behind an apostrophe. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

interface Curve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

const figures = [
  ["throughput", "req/s", (point) => point.throughput],
  ["mean", "s", (point) => point.responseTime.mean],
  ["p50", "s", (point) => point.responseTime.p50],
  ["p95", "s", (point) => point.responseTime.p95],
  ["p99", "s", (point) => point.responseTime.p99],
  ["errorRate", "share", (point) => point.errorRate],
] as const satisfies readonly (readonly [string, string, (point: CurvePoint) => Estimate])[];

/** One row for each curve and load. */
export function curveCsv(curves: readonly Curve[]): string {
  const head = figures.flatMap(([name, unit]) => [
    `${name} (${unit})`,
    `${name} 5 % (${unit})`,
    `${name} 95 % (${unit})`,
  ]);
  return csv([
    ["setting", "users", ...head],
    ...curves.flatMap(({ name, points }) =>
      points.map((point) => [
        name,
        point.users,
        ...figures.flatMap(([, , of]) => {
          const { value, low, high } = of(point);
          return [value, low, high];
        }),
      ]),
    ),
  ]);
}

interface NamedLimits {
  readonly name: string;
  readonly limits: Limits;
}

/** One row for each setting. */
export function limitsCsv(all: readonly NamedLimits[]): string {
  const open = ({ value, low, high }: OpenEstimate): readonly Cell[] => [value, low, high];
  const head = (name: string, unit: string) => [
    `${name} (${unit})`,
    `${name} 5 % (${unit})`,
    `${name} 95 % (${unit})`,
  ];
  return csv([
    [
      "setting",
      "safe limit (users)",
      ...head("breaking point", "users"),
      ...head("saturation", "users"),
      ...head("ceiling", "req/s"),
      "rate limit (req/s)",
      "recommended (users)",
    ],
    ...all.map(({ name, limits }) => [
      name,
      limits.safeLimit.value,
      ...open(limits.breakingPoint),
      ...open(limits.knee),
      ...open(limits.peak.throughput),
      limits.rateLimit.value,
      limits.recommended.value,
    ]),
  ]);
}
