import { entryAt } from "../../entry-at.ts";
import { fitName } from "../places/fit-name.ts";
import type { Box, Obstacle } from "../places/free-place.ts";
import { type Point, placeNames } from "../places/place-names.ts";
import { textWidth } from "../places/text-width.ts";
import { type ChartLayout, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import { spreadLabels } from "./spread-labels.ts";

export interface RightLabel {
  /** Pixels from the top that the label belongs to, at the right end of the plot. */
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly bold?: boolean;
  /** The line that it names, in pixels; absent: level across the plot. */
  readonly line?: readonly Point[];
}

export interface LabelledPlot {
  readonly width: number;
  readonly height: number;
  /** What labels inside the plot must leave visible, beside the lines that they name. */
  readonly obstacles?: readonly Obstacle[];
  /** The color behind the plot, where labels inside need a rim to be read on a line. */
  readonly halo?: string;
}

/** Pixels between a plot and the labels beside it, and its edge and those inside. */
const GAP = 8;
const INSET = 4;

/** Share of a plot that a line of words in it takes at most: wider ones would lie on what is drawn. */
const INSIDE = 0.5;

interface PlacedLabel extends RightLabel {
  readonly lines: readonly string[];
  readonly box: Box;
}

/**
 * Labels of the lines of a plot: beside it at its right edge, on several lines where they are long
 * and moved apart where they would touch; or in it, each along its line where it covers least,
 * where there is no room beside it.
 */
export function rightLabels(
  labels: readonly RightLabel[],
  plot: LabelledPlot,
  layout: ChartLayout = chartLayout(),
): JsonObject[] {
  const { halo = "" } = plot;
  const inside = layout.sideWidth === 0;
  const lineHeight = layout.fontSize + 3;
  return placed(labels, plot, layout).flatMap(({ lines, color, bold, box }) => {
    const layer = (mark: JsonObject): JsonObject => ({
      data: { values: [{ y: box.top + lineHeight / 2, text: lines.join("\n") }] },
      mark: {
        type: "text",
        align: inside ? "right" : "left",
        baseline: "middle",
        lineBreak: "\n",
        lineHeight,
        fontWeight: bold === true ? "bold" : "normal",
        ...mark,
      },
      encoding: {
        x: { value: inside ? box.right : box.left },
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
  plot: LabelledPlot,
  layout: ChartLayout,
): Obstacle[] {
  if (layout.sideWidth > 0) return [];
  return placed(labels, plot, layout).map(({ box }) => ({ ...box, cost: 20 }));
}

function placed(
  labels: readonly RightLabel[],
  { width, height, obstacles = [] }: LabelledPlot,
  { sideWidth, fontSize }: ChartLayout,
): readonly PlacedLabel[] {
  const inside = sideWidth === 0;
  const lineHeight = fontSize + 3;
  const most = inside ? INSIDE * width : sideWidth - GAP;
  const blocks = labels.map((label) => {
    const isBold = label.bold === true;
    const lines = fitName(label.text, most, fontSize, { isBold });
    const room = {
      width: Math.max(...lines.map((line) => textWidth(line, fontSize, isBold))),
      height: lines.length * lineHeight,
    };
    return { ...label, lines, room };
  });
  if (inside) {
    const boxes = placeNames(
      blocks.map(({ room, y, line = level(y, width) }) => ({ ...room, line })),
      obstacles,
      { width: width - INSET, height },
    );
    return blocks.map((block, i) => ({ ...block, box: entryAt(boxes, i) }));
  }
  const places = spreadLabels(
    blocks.map(({ y }) => Math.max(y, lineHeight / 2)),
    blocks.map(({ room }) => room.height + 1),
    height,
  );
  return blocks.map((block, i) => {
    const top = (places[i] ?? block.y) - block.room.height / 2;
    const [left, right] = [width + GAP, width + GAP + block.room.width];
    return { ...block, box: { left, right, top, bottom: top + block.room.height } };
  });
}

function level(y: number, width: number): readonly Point[] {
  return [
    { x: 0, y },
    { x: width, y },
  ];
}
