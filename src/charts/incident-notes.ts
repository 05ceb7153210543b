import type { PlanResult } from "../planning/plan-result.ts";
import { formatShare } from "../report/format-share.ts";
import { formatCount } from "../report/format-users.ts";
import type { JsonObject } from "./chart-spec.ts";
import { CHART_HEIGHT, type ChartTheme } from "./theme.ts";

/**
 * A note at the foot of the plot for each incident level, tied to its mark by a thin
 * line: below a rising curve there is always room.
 */
export function incidentNotes(
  plan: PlanResult,
  pick: (users: number) => number | undefined,
  domain: readonly [number, number],
  channels: { readonly x: JsonObject; readonly y: JsonObject },
  theme: ChartTheme,
): JsonObject[] {
  return plan.audit.incidents.flatMap((users, i) => {
    const value = pick(users);
    if (value === undefined) return [];
    const foot = CHART_HEIGHT - 14 - 18 * i;
    const leftOf = users > 0.6 * domain[1];
    return [
      {
        data: { values: [{ users, value }] },
        mark: { type: "rule", color: theme.alarm, strokeWidth: 1 },
        encoding: { ...channels, y2: { value: foot + 6 } },
      },
      {
        data: { values: [{ users, text: noteOf(plan, users) }] },
        mark: {
          type: "text",
          align: leftOf ? "right" : "left",
          dx: leftOf ? -6 : 6,
          baseline: "middle",
          color: theme.alarm,
        },
        encoding: { x: channels.x, y: { value: foot }, text: { field: "text", type: "nominal" } },
      },
    ];
  });
}

function noteOf(plan: PlanResult, users: number): string {
  const level = plan.campaign.levels.find((one) => one.users === users);
  const { requests, failures } = level ?? {};
  const rate =
    requests === undefined || failures === undefined || requests === 0
      ? ""
      : `, ${formatShare(failures / requests)} errors`;
  return `incident at ${formatCount(users)}${rate}: set apart`;
}
