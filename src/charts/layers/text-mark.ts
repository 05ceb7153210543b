import type { JsonObject } from "./chart-spec.ts";

export interface TextStyle {
  readonly color: string;
  readonly align?: "left" | "right" | "center";
  readonly isBold?: boolean;
  readonly lineHeight?: number;
}

/** Words at a place of a plot in pixels, the middle of their first line there; "\n" breaks lines. */
export function textMark(
  text: string,
  left: number,
  middle: number,
  { color, align = "left", isBold = false, lineHeight = 16 }: TextStyle,
): JsonObject {
  return {
    data: { values: [{ text }] },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      color,
      fontWeight: isBold ? "bold" : "normal",
      lineBreak: "\n",
      lineHeight,
    },
    encoding: {
      x: { value: left },
      y: { value: middle },
      text: { field: "text", type: "nominal" },
    },
  };
}
