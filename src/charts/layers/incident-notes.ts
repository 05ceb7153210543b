import { isIncident } from "../../planning/plan/is-incident.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { formatShare } from "../../wording/format-share.ts";
import { fitName } from "../places/fit-name.ts";
import { freePlace, type Obstacle } from "../places/free-place.ts";
import type { Point } from "../places/place-names.ts";
import { textWidth } from "../places/text-width.ts";
import type { ChartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { ChartTheme } from "./theme.ts";

export interface NotePlacement {
  /** Pixels from the top at which a value stands. */
  readonly position: (value: number) => number;
  /** Pixels from the left at which a load stands. */
  readonly place: (users: number) => number;
  /** What a note should not cover. */
  readonly obstacles: readonly Obstacle[];
  readonly width: number;
  readonly height: number;
}

/** Words that stand in a plot and belong to a point of it, with a thin line between the two. */
export interface PlotNote {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** Color of the line that leads to the point; absent where nothing else could be meant. */
  readonly tie?: string;
  /** Further points that it may stand at as well, where it names a line. */
  readonly along?: readonly Point[];
}

/** A note for each incident level that has the charted figure. */
export function incidentNotes(
  plan: PlanResult,
  pick: (users: number) => number | undefined,
  placement: NotePlacement,
  theme: ChartTheme,
  layout: ChartLayout,
): JsonObject[] {
  const notes = plan.audit.incidents.flatMap((users): PlotNote[] => {
    const value = pick(users);
    if (value === undefined) return [];
    return [
      {
        text: noteOf(plan, users),
        x: placement.place(users),
        y: placement.position(value),
        color: theme.ink,
        tie: theme.alarm,
      },
    ];
  });
  return plotNotes(notes, placement, layout);
}

/** Widths that a note may take, wide before narrow: shares of the plot, and pixels at least. */
const ROOMS = [
  { share: 0.4, least: 105 },
  { share: 0.24, least: 70 },
] as const;
/** A note this near to its point needs no line to it. */
const BESIDE = 3;
/** What another line of a note costs. */
const LINE = 10;

/** Each where it covers least of the plot and of the notes before it. */
export function plotNotes(
  notes: readonly PlotNote[],
  { obstacles, width, height }: Pick<NotePlacement, "obstacles" | "width" | "height">,
  { fontSize }: ChartLayout,
): JsonObject[] {
  const taken = [...obstacles];
  const lineHeight = fontSize + 3;
  return notes.flatMap(
    ({ text: words, x: firstX, y: firstY, color, tie: tieColor, along = [] }) => {
      const points = [{ x: firstX, y: firstY }, ...along];
      const shapes = ROOMS.flatMap((room) => {
        const lines = fitName(words, Math.max(room.least, room.share * width), fontSize);
        const size = {
          width: Math.max(...lines.map((line) => textWidth(line, fontSize))) + 6,
          height: lines.length * lineHeight + 2,
        };
        return points.map((near) => {
          const place = freePlace(size, near, taken, { width, height });
          const cost = place.cost + LINE * lines.length;
          return { ...size, ...place, ...near, text: lines.join("\n"), cost };
        });
      });
      const best = shapes.reduce((a, b) => (b.cost < a.cost ? b : a));
      const { text, left, top, x, y } = best;
      const box = { left, top, right: left + best.width, bottom: top + best.height };
      taken.push({ ...box, cost: 20 });
      const end = {
        x: Math.min(Math.max(x, box.left), box.right),
        y: Math.min(Math.max(y, box.top), box.bottom),
      };
      const label = (mark: JsonObject): JsonObject => ({
        data: { values: [{ text }] },
        mark: {
          type: "text",
          align: "left",
          baseline: "top",
          dx: 3,
          lineBreak: "\n",
          lineHeight,
          ...mark,
        },
        encoding: {
          x: { value: left },
          y: { value: top },
          text: { field: "text", type: "nominal" },
        },
      });
      const tie: JsonObject = {
        data: { values: [{}] },
        mark: { type: "rule", color: tieColor ?? color, strokeWidth: 1 },
        encoding: {
          x: { value: x },
          y: { value: y },
          x2: { value: end.x },
          y2: { value: end.y },
        },
      };
      const isTied = tieColor !== undefined && Math.hypot(x - end.x, y - end.y) > BESIDE;
      return [...(isTied ? [tie] : []), label({ color })];
    },
  );
}

function noteOf(plan: PlanResult, users: number): string {
  const level = plan.campaign.levels.find(
    (one) => one.users === users && isIncident(plan.audit, one),
  );
  const { requests, failures } = level ?? {};
  const rate =
    requests === undefined || failures === undefined || requests === 0
      ? ""
      : `, ${formatShare(failures / requests)} errors`;
  return `incident${rate}`;
}
