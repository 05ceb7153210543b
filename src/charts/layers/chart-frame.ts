import { type ChartLayout, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { ChartTheme } from "./theme.ts";
import { wrapToWidth } from "./wrap-text.ts";

export interface FrameText {
  /** The finding, as one sentence. */
  readonly title: string;
  /** What is drawn and how to read it. */
  readonly subtitle: string;
  /** Pixels between the text and the plot, more where labels stand above it. */
  readonly offset?: number;
}

/**
 * What every chart has in common: schema, background, config, a title that never clips, and title
 * and reading again as a description for who does not see it.
 */
export function chartFrame(
  theme: ChartTheme,
  text: FrameText,
  layout: ChartLayout = chartLayout(),
): JsonObject {
  const { fontSize, padding, titleSize } = layout;
  const width = layout.width - 2 * padding;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: `${text.title}${/[.!?]$/.test(text.title) ? "" : "."} ${text.subtitle}`,
    background: theme.background,
    padding,
    config: theme.config,
    title: {
      text: wrapToWidth(text.title, width, titleSize, true),
      subtitle: wrapToWidth(text.subtitle, width, fontSize),
      offset: text.offset ?? 14,
    },
  };
}
