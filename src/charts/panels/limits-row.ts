/** The drawings of a row of the limits' dumbbells. */

import type { Limits, PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { protectedFrom } from "../findings/protected-from.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { type ChartTheme, FONT_SIZE } from "../layers/theme.ts";

/** The dumbbell stands above the middle of its drawing, the interval below it. */
const LIMIT_AT = -8;
const INTERVAL_AT = 9;
export interface LimitsRow {
  readonly name: string;
  readonly limits: Limits;
  readonly scenario: ScenarioResult | null;
}

/** What scenarios are compared with: hypotheses may see the platform otherwise than the plan's limits. */
export function asItIs({ limits, scenarios }: PlanResult): Limits {
  return scenarios[0]?.before ?? limits;
}

/** No breaking point: what is turned away waits for nothing. */
export function protectedLayers(
  { scenario }: LimitsRow,
  middle: number,
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const from = scenario === null ? null : protectedFrom(scenario, plan);
  if (from === null || from > domain[1]) return [];
  const y = { value: middle };
  return [
    {
      data: { values: [{ users: from, to: domain[1] }] },
      mark: { type: "rule", color: theme.safe, strokeDash: [2, 4], strokeWidth: 2 },
      encoding: { x, x2: { field: "to" }, y },
    },
    {
      data: { values: [{ users: from }] },
      mark: {
        type: "point",
        shape: "square",
        opacity: 1,
        size: 110,
        strokeWidth: 2.5,
        fill: theme.background,
        stroke: theme.safe,
      },
      encoding: { x, y },
    },
  ];
}

export function limitsRowLayers(
  row: LimitsRow,
  middle: number,
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const before = asItIs(plan).safeLimit.value;
  const after = row.limits.safeLimit.value;
  const unknown = row.scenario?.verdict === "cannot tell";
  const color = unknown ? theme.muted : theme.series[0];
  const at = { value: middle + LIMIT_AT };
  const dot = (users: number, mark: JsonObject): JsonObject => ({
    data: { values: [{ users }] },
    mark: { type: "point", opacity: 1, size: 110, strokeWidth: 2.5, ...mark },
    encoding: { x, y: at },
  });
  const hollow = { fill: theme.background, stroke: theme.safe };
  return [
    ...intervalLayers(row.limits, middle + INTERVAL_AT, domain, x, color, unknown),
    ...(row.scenario !== null && !unknown && after !== before
      ? [
          {
            data: { values: [{ users: before, to: after }] },
            mark: { type: "rule", color, strokeWidth: 3 },
            encoding: { x, x2: { field: "to" }, y: at },
          },
        ]
      : []),
    dot(before, hollow),
    ...(row.scenario !== null && !unknown ? [dot(after, { fill: color, stroke: color })] : []),
    ...(unknown ? [questionMark(before, at, x, theme)] : []),
  ];
}

function intervalLayers(
  limits: Limits,
  y: number,
  domain: readonly [number, number],
  x: JsonObject,
  color: string,
  unknown: boolean,
): JsonObject[] {
  const { low, value, high } = limits.breakingPoint;
  if (low === null && value === null) return [];
  const open = high === null;
  const from = low ?? value ?? domain[0];
  const bar: JsonObject = {
    data: { values: [{ users: from, to: high ?? domain[1] }] },
    mark: {
      type: "rect",
      fill: color,
      fillOpacity: unknown ? 0 : 0.3,
      stroke: color,
      strokeWidth: unknown ? 1.5 : 0,
      strokeDash: [4, 3],
    },
    encoding: { x, x2: { field: "to" }, y: { value: y - 6 }, y2: { value: y + 6 } },
  };
  const tick: JsonObject = {
    data: { values: value === null ? [] : [{ users: value }] },
    mark: { type: "rule", color, strokeWidth: 3 },
    encoding: { x, y: { value: y - 7 }, y2: { value: y + 7 } },
  };
  const arrow: JsonObject = {
    data: { values: [{ users: domain[1] }] },
    mark: { type: "point", shape: "triangle-right", filled: true, size: 110, opacity: 1, color },
    encoding: { x, y: { value: y } },
  };
  return [bar, ...(value === null || unknown ? [] : [tick]), ...(open ? [arrow] : [])];
}

function questionMark(users: number, at: JsonObject, x: JsonObject, theme: ChartTheme): JsonObject {
  return {
    data: { values: [{ users }] },
    mark: {
      type: "text",
      text: "?",
      dx: 16,
      fontSize: FONT_SIZE + 4,
      fontWeight: "bold",
      baseline: "middle",
      color: theme.alarm,
    },
    encoding: { x, y: at },
  };
}
