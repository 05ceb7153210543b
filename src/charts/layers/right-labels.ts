import type { JsonObject } from "./chart-spec.ts";
import { spreadLabels } from "./spread-labels.ts";
import { FONT_SIZE } from "./theme.ts";

export interface RightLabel {
  /** Pixels from the top that the label belongs to. */
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly bold?: boolean;
}

/** Labels beside the right edge of a plot, moved apart where they would touch. */
export function rightLabels(
  labels: readonly RightLabel[],
  width: number,
  height: number,
): JsonObject[] {
  const places = spreadLabels(
    labels.map(({ y }) => y),
    FONT_SIZE + 4,
    height,
  );
  return labels.map((label, i) => ({
    data: { values: [{ y: places[i] ?? label.y, text: label.text }] },
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      color: label.color,
      fontWeight: label.bold === true ? "bold" : "normal",
    },
    encoding: {
      x: { value: width + 8 },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      text: { field: "text", type: "nominal" },
    },
  }));
}
