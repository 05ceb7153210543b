import type { Level } from "../../measurement/campaign.ts";
import type { ChanceInterval } from "../../measurement/chance-interval.ts";
import { isIncident } from "../../planning/plan/is-incident.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { shownLevels } from "../../planning/plan/shown-levels.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { CurveChannels } from "./curve-layers.ts";
import type { ChartTheme } from "./theme.ts";

/**
 * What was measured: a dot a level with how far chance may have carried it, hollow where it is only an estimate, a cross in a
 * diamond where the audit set the level apart as an incident. A level that lacks the
 * figure is not drawn.
 */
export function measuredLayers(
  plan: PlanResult,
  pick: (level: Level) => number | undefined,
  channels: CurveChannels,
  theme: ChartTheme,
  color: string = theme.ink,
  chance: (level: Level) => ChanceInterval | null = () => null,
  incidentColor: string = theme.alarm,
): JsonObject[] {
  const rows = measuredRows(plan, pick);
  const layer = (kind: string, mark: JsonObject): JsonObject => ({
    data: { values: rows.filter((row) => row.kind === kind) },
    mark: { type: "point", opacity: 1, ...mark },
    encoding: { ...channels },
  });
  const layers = [
    layer("measured", {
      shape: "circle",
      size: 70,
      filled: true,
      color,
      stroke: theme.background,
      strokeWidth: 1,
    }),
    layer("estimated", { shape: "circle", size: 60, filled: false, color }),
    layer("incident", {
      shape: "diamond",
      size: 170,
      fill: theme.background,
      stroke: incidentColor,
      strokeWidth: 2.5,
    }),
    layer("incident", { shape: "cross", size: 45, filled: true, color: incidentColor, angle: 45 }),
  ];
  // An empty layer would still take part in the scales and the drawing order.
  return [
    ...errorBars(plan, pick, chance, channels, color),
    ...layers.filter((_, i) => rows.some((row) => row.kind === layerKinds[i])),
  ];
}

/** Behind the dots: a rule with ends from low to high. */
function errorBars(
  plan: PlanResult,
  pick: (level: Level) => number | undefined,
  chance: (level: Level) => ChanceInterval | null,
  channels: CurveChannels,
  color: string,
): JsonObject[] {
  const rows = shownLevels(plan).flatMap((level): JsonObject[] => {
    if (pick(level) === undefined || level.quality !== "measured") return [];
    const interval = chance(level);
    if (interval === null) return [];
    return [{ users: level.users, value: interval.low, high: interval.high }];
  });
  if (rows.length === 0) return [];
  const ends = rows.flatMap(({ users, value, high }) => [
    { users: users ?? 0, value: value ?? 0 },
    { users: users ?? 0, value: high ?? 0 },
  ]);
  return [
    {
      data: { values: rows },
      mark: { type: "rule", color, strokeWidth: 1.5 },
      encoding: { ...channels, y2: { field: "high" } },
    },
    {
      data: { values: ends },
      mark: { type: "tick", orient: "horizontal", color, thickness: 1.5, size: 9, opacity: 1 },
      encoding: { ...channels },
    },
  ];
}

/** A measured figure, and how it is to be drawn. */
export type MeasuredRow = {
  readonly users: number;
  readonly value: number;
  readonly kind: "measured" | "estimated" | "incident";
};

const layerKinds = ["measured", "estimated", "incident", "incident"] as const;

export function measuredRows(
  plan: PlanResult,
  pick: (level: Level) => number | undefined,
): MeasuredRow[] {
  return shownLevels(plan).flatMap((level) => {
    const value = pick(level);
    if (value === undefined) return [];
    const incident = isIncident(plan.audit, level);
    return [{ users: level.users, value, kind: incident ? "incident" : level.quality }];
  });
}
