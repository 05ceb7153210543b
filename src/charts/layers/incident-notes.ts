import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { formatShare } from "../../wording/format-share.ts";
import type { JsonObject } from "./chart-spec.ts";
import { CHART_HEIGHT, CHART_WIDTH, type ChartTheme } from "./theme.ts";

/** Widest note in pixels: "incident, 100 % errors" at the chart's font. */
const NOTE_WIDTH = 185;

const NOTE_HEIGHT = 36;

export interface NotePlacement {
  /** Pixels from the top at which a value stands. */
  readonly position: (value: number) => number;
  /**
   * "foot" of the plot, where there is room below a rising curve, or "beside" a mark that
   * stands clear of the curve.
   */
  readonly place: "foot" | "beside";
  /** Pixels from the top of lines that a note must not cover. */
  readonly avoid: readonly number[];
}

/** A note for each incident level that has the charted figure, tied to its mark by a thin line. */
export function incidentNotes(
  plan: PlanResult,
  pick: (users: number) => number | undefined,
  placement: NotePlacement,
  domain: readonly [number, number],
  channels: { readonly x: JsonObject; readonly y: JsonObject },
  theme: ChartTheme,
): JsonObject[] {
  return plan.audit.incidents.flatMap((users, i) => {
    const value = pick(users);
    if (value === undefined) return [];
    const mark = placement.position(value);
    const foot = noteTop(mark, i, placement);
    const below = foot > mark;
    const leftOf = (1 - users / domain[1]) * CHART_WIDTH < NOTE_WIDTH;
    return [
      {
        data: { values: [{ users, value }] },
        mark: { type: "rule", color: theme.alarm, strokeWidth: 1 },
        encoding: { ...channels, y2: { value: below ? foot + NOTE_HEIGHT - 8 : foot } },
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
          color: theme.ink,
        },
        encoding: { x: channels.x, y: { value: foot }, text: { field: "text", type: "nominal" } },
      },
    ];
  });
}

/** Top of the note: as low as its place allows, moved until it covers no line. */
function noteTop(mark: number, order: number, { place, avoid }: NotePlacement): number {
  const coversAt = (top: number) => avoid.some((y) => y > top - 6 && y < top + NOTE_HEIGHT + 2);
  if (place === "beside") {
    let top = mark + 14;
    while (top < CHART_HEIGHT - NOTE_HEIGHT && coversAt(top)) top += 4;
    return top;
  }
  // A mark near the foot leaves no room below itself.
  const low = mark > CHART_HEIGHT - 3 * NOTE_HEIGHT;
  let top =
    (low ? mark - 2 * NOTE_HEIGHT : CHART_HEIGHT - NOTE_HEIGHT - 6) - order * (NOTE_HEIGHT + 4);
  while (top > 0 && coversAt(top)) top -= 4;
  return top;
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
