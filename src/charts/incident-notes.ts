import type { PlanResult } from "../planning/plan-result.ts";
import { formatShare } from "../report/format-share.ts";
import type { JsonObject } from "./chart-spec.ts";
import { CHART_HEIGHT, CHART_WIDTH, type ChartTheme } from "./theme.ts";

/** Widest note in pixels: "incident, 100 % errors" at the chart's font. */
const NOTE_WIDTH = 185;

/**
 * A note for each incident level, tied to its mark by a thin line: at the foot of the
 * plot, since below a rising curve there is room, or above a mark that is itself low.
 *
 * @param position pixels from the top at which a value stands
 */
export function incidentNotes(
  plan: PlanResult,
  pick: (users: number) => number | undefined,
  position: (value: number) => number,
  domain: readonly [number, number],
  channels: { readonly x: JsonObject; readonly y: JsonObject },
  theme: ChartTheme,
): JsonObject[] {
  return plan.audit.incidents.flatMap((users, i) => {
    const value = pick(users);
    if (value === undefined) return [];
    const mark = position(value);
    const low = mark > CHART_HEIGHT - 110;
    const foot = low ? mark - 70 - 40 * i : CHART_HEIGHT - 44 - 40 * i;
    const leftOf = (1 - users / domain[1]) * CHART_WIDTH < NOTE_WIDTH;
    return [
      {
        data: { values: [{ users, value }] },
        mark: { type: "rule", color: theme.alarm, strokeWidth: 1 },
        encoding: { ...channels, y2: { value: low ? foot : foot + 28 } },
      },
      {
        data: { values: [{ users, text: noteOf(plan, users) }] },
        mark: {
          type: "text",
          align: leftOf ? "right" : "left",
          dx: leftOf ? -7 : 7,
          baseline: "top",
          lineBreak: "\n",
          lineHeight: 17,
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
  return `incident${rate}\nset apart`;
}
