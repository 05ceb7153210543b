import type { CurvePoint } from "../../planning/plan/plan-result.ts";
import type { Estimate } from "../../stats/estimate.ts";
import type { JsonObject } from "./chart-spec.ts";
import { pointsWithin } from "./points-within.ts";

export interface CurveStyle {
  readonly color: string;
  readonly width?: number;
  /** Of the whole line, whatever it rests on. */
  readonly dash?: readonly number[];
  /** Draws the 90 % interval as a ribbon; default true. */
  readonly ribbon?: boolean;
}

export interface CurveChannels {
  readonly x: JsonObject;
  readonly y: JsonObject;
}

/**
 * A fitted curve: its 90 % ribbon, and the line on top, solid where measurements surround
 * it and dashed where it is extrapolated or rests on an assumption.
 */
export function curveLayers(
  points: readonly CurvePoint[],
  pick: (point: CurvePoint) => Estimate,
  domain: readonly [number, number],
  channels: CurveChannels,
  style: CurveStyle,
): JsonObject[] {
  const shown = pointsWithin(points, domain);
  if (shown.length === 0) return [];
  const { x, y } = channels;
  const line = (dashed: boolean): JsonObject => ({
    data: { values: curveParts(shown, pick).filter((row) => row.dashed === dashed) },
    mark: {
      type: "line",
      clip: true,
      interpolate: "monotone",
      color: style.color,
      strokeWidth: style.width ?? 2.5,
      ...(style.dash === undefined
        ? dashed
          ? { strokeDash: [6, 4] }
          : {}
        : { strokeDash: style.dash }),
    },
    encoding: { x, y, detail: { field: "part", type: "ordinal" } },
  });
  const ribbon: JsonObject = {
    data: { values: shown.map((point) => ribbonRow(point.users, pick(point))) },
    mark: {
      type: "area",
      clip: true,
      interpolate: "monotone",
      color: style.color,
      opacity: 0.22,
    },
    encoding: { x, y, y2: { field: "high" } },
  };
  return [...(style.ribbon === false ? [] : [ribbon]), line(false), line(true)];
}

/** Whether a line is dashed there: no measurement surrounds it. */
export function isDashed({ basis }: Pick<Estimate, "basis">): boolean {
  return basis === "extrapolated" || basis === "assumed";
}

type CurveRow = {
  readonly users: number;
  readonly value: number;
  readonly part: number;
  readonly dashed: boolean;
};

function ribbonRow(users: number, { low, high }: Estimate): JsonObject {
  return { users, value: low, high };
}

/** Rows of the line, cut where solid turns to dashed; neighbors share the point at the cut. */
function curveParts(
  points: readonly CurvePoint[],
  pick: (point: CurvePoint) => Estimate,
): CurveRow[] {
  const rows: CurveRow[] = [];
  let part = 0;
  let before: CurveRow | null = null;
  for (const point of points) {
    const { value } = pick(point);
    const dashed = isDashed(pick(point));
    if (before !== null && before.dashed !== dashed) {
      part++;
      rows.push({ ...before, part, dashed });
    }
    before = { users: point.users, value, part, dashed };
    rows.push(before);
  }
  return rows;
}
