import type { JsonObject } from "./chart-spec.ts";
import type { ChartTheme } from "./theme.ts";
import { wrapText } from "./wrap-text.ts";

export interface FrameText {
  /** The finding, as one sentence. */
  readonly title: string;
  /** What is drawn and how to read it. */
  readonly subtitle: string;
  /** Pixels between the text and the plot, more where labels stand above it. */
  readonly offset?: number;
}

// Characters that fit the width of a chart with its axis and right-hand labels.
const TITLE_CHARACTERS = 76;
const SUBTITLE_CHARACTERS = 108;

/** What every chart has in common: schema, background, config, and a title that never clips. */
export function chartFrame(theme: ChartTheme, text: FrameText): JsonObject {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: theme.background,
    padding: 18,
    config: theme.config,
    title: {
      text: wrapText(text.title, TITLE_CHARACTERS),
      subtitle: wrapText(text.subtitle, SUBTITLE_CHARACTERS),
      offset: text.offset ?? 16,
    },
  };
}
