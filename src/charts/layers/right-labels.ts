import { fitName } from "../places/fit-name.ts";
import type { Obstacle } from "../places/free-place.ts";
import { textWidth } from "../places/text-width.ts";
import { type ChartLayout, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import { spreadLabels } from "./spread-labels.ts";

export interface RightLabel {
  /** Pixels from the top that the label belongs to. */
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly bold?: boolean;
}

/** Pixels between a plot and the labels beside it. */
const GAP = 8;

interface PlacedLabel extends RightLabel {
  readonly lines: readonly string[];
  /** Middle of its first line. */
  readonly top: number;
  readonly room: number;
}

/**
 * Labels at the right edge of a plot, moved apart where they would touch: beside it, on several
 * lines where they are long, or inside above their line where there is no room beside it.
 *
 * @param least the highest place that a label may take, where others stand above it
 * @param halo the color behind a plot, where labels inside need a rim to be read
 */
export function rightLabels(
  labels: readonly RightLabel[],
  width: number,
  height: number,
  layout: ChartLayout = chartLayout(),
  halo = "",
  least = 0,
): JsonObject[] {
  const inside = layout.sideWidth === 0;
  return placed(labels, width, height, layout, least).flatMap(({ lines, color, bold, top }) => {
    const layer = (mark: JsonObject): JsonObject => ({
      data: { values: [{ y: top, text: lines.join("\n") }] },
      mark: {
        type: "text",
        align: inside ? "right" : "left",
        baseline: "middle",
        lineBreak: "\n",
        lineHeight: layout.fontSize + 3,
        fontWeight: bold === true ? "bold" : "normal",
        ...mark,
      },
      encoding: {
        x: { value: inside ? width - 4 : width + GAP },
        y: { field: "y", type: "quantitative", scale: null, axis: null },
        text: { field: "text", type: "nominal" },
      },
    });
    // A rim of the background keeps words readable that stand on lines.
    const rim = inside && halo !== "" ? [layer({ color: halo, stroke: halo, strokeWidth: 3 })] : [];
    return [...rim, layer({ color })];
  });
}

/** What a note in the plot must not cover; nothing where the labels stand beside it. */
export function rightLabelObstacles(
  labels: readonly RightLabel[],
  width: number,
  height: number,
  layout: ChartLayout,
  least = 0,
): Obstacle[] {
  if (layout.sideWidth > 0) return [];
  const lineHeight = layout.fontSize + 3;
  return placed(labels, width, height, layout, least).map(({ lines, top, room }) => ({
    left: width - 4 - room,
    right: width,
    top: top - lineHeight / 2,
    bottom: top + (lines.length - 0.5) * lineHeight,
    cost: 20,
  }));
}

function placed(
  labels: readonly RightLabel[],
  width: number,
  height: number,
  { sideWidth, fontSize }: ChartLayout,
  least: number,
): readonly PlacedLabel[] {
  const inside = sideWidth === 0;
  const lineHeight = fontSize + 3;
  const most = inside ? 0.75 * width : sideWidth - GAP;
  const blocks = labels.map((label) => {
    const isBold = label.bold === true;
    const lines = fitName(label.text, most, fontSize, { isBold });
    return {
      ...label,
      lines,
      room: Math.max(...lines.map((line) => textWidth(line, fontSize, isBold))),
      y: inside ? label.y - lineHeight / 2 - 2 : label.y,
    };
  });
  const places = spreadLabels(
    blocks.map(({ y }) => Math.max(y, least + lineHeight / 2)),
    blocks.map(({ lines }) => lines.length * lineHeight + 1),
    height,
  );
  return blocks.map((block, i) => ({
    ...block,
    top: (places[i] ?? block.y) - ((block.lines.length - 1) * lineHeight) / 2,
  }));
}
