import type { Json, JsonObject } from "../layers/chart-spec.ts";
import type { ChartTheme } from "../layers/theme.ts";

/** One field of a heat map. */
export type HeatRow = {
  readonly x: string;
  readonly y: string;
  /** Null where there is no answer. */
  readonly value: number | null;
  readonly text: string;
} & { readonly [key: string]: Json };

export interface HeatAxes {
  readonly x: readonly string[];
  readonly y: readonly string[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Values of the first and the last color. */
  readonly domain: readonly [number, number];
  /** Whether every field says its value. */
  readonly texts: boolean;
  /** Pixels between two fields; 1 without it. */
  readonly gap?: number;
  /** Height of a line where the words of a field stand on two. */
  readonly lineHeight?: number;
}

/** Fields colored from nothing to most, lightest to darkest, with their values in words. */
export function heatLayers(axes: HeatAxes, theme: ChartTheme): JsonObject[] {
  const x = {
    field: "x",
    type: "ordinal",
    sort: axes.x,
    axis: { title: axes.xTitle, labelAngle: 0, ticks: false, domain: false, labelOverlap: true },
  };
  const y = {
    field: "y",
    type: "ordinal",
    sort: axes.y.toReversed(),
    axis: { title: axes.yTitle, ticks: false, domain: false, labelOverlap: true },
  };
  const [least, most] = axes.domain;
  const color = {
    field: "value",
    type: "quantitative",
    scale: {
      domain: [least, most > least ? most : least + 1],
      range: theme.heat,
      interpolate: "rgb",
    },
    legend: null,
  };
  const rect = {
    transform: [{ filter: "isValid(datum.value)" }],
    mark: { type: "rect", stroke: theme.background, strokeWidth: axes.gap ?? 1 },
    encoding: { x, y, color },
  };
  const words = {
    mark: { type: "text", color: theme.ink, ...linesOf(axes) },
    encoding: { x, y, text: { field: "text", type: "nominal" } },
  };
  return axes.texts ? [rect, words] : [rect];
}

/** The first of two lines stands as far above the middle of its field as the second below it. */
function linesOf({ lineHeight }: HeatAxes): JsonObject {
  if (lineHeight === undefined) return {};
  return { baseline: "middle", lineBreak: "\n", lineHeight, dy: -lineHeight / 2 };
}
