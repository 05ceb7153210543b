import type { Level } from "../../measurement/campaign.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { CurveChannels } from "./curve-layers.ts";
import type { ChartTheme } from "./theme.ts";

/**
 * What was measured: a dot a level, hollow where it is only an estimate, a cross in a
 * diamond where the audit set the level apart as an incident. A level that lacks the
 * figure is not drawn.
 */
export function measuredLayers(
  plan: PlanResult,
  pick: (level: Level) => number | undefined,
  channels: CurveChannels,
  theme: ChartTheme,
  color: string = theme.ink,
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
      stroke: theme.alarm,
      strokeWidth: 2.5,
    }),
    layer("incident", { shape: "cross", size: 45, filled: true, color: theme.alarm, angle: 45 }),
  ];
  // An empty layer would still take part in the scales and the drawing order.
  return layers.filter((_, i) => rows.some((row) => row.kind === layerKinds[i]));
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
  return plan.campaign.levels.flatMap((level) => {
    const value = pick(level);
    if (value === undefined) return [];
    const incident = plan.audit.incidents.includes(level.users);
    return [{ users: level.users, value, kind: incident ? "incident" : level.quality }];
  });
}
