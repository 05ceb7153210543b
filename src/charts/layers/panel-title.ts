import type { ChartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import { wrapToWidth } from "./wrap-text.ts";

/** What stands above one of several panels, on as many lines as it needs. */
export function panelTitle(text: string, layout: ChartLayout, width: number): JsonObject {
  const { fontSize } = layout;
  const lines = wrapToWidth(text, width, fontSize, true);
  return {
    text: lines.length === 1 ? text : lines,
    fontSize,
    lineHeight: fontSize + 3,
    frame: "group",
    offset: 8,
  };
}
