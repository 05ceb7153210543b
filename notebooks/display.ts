/** What a cell shows: text, tables and charts that GitHub, JupyterLab and VS Code can draw. */
import type { ChartSpec } from "headroom-planner";
import { renderChart } from "headroom-planner/node";
import { chartFrame } from "../dist/charts/layers/chart-frame.js";
import { CHART_HEIGHT, CHART_WIDTH, chartTheme } from "../dist/charts/layers/theme.js";
import { markdownTable } from "../scripts/markdown-table.ts";

// Figures as the reports write them.
export { formatGain, gainInWords } from "../dist/report/hypothesis-words.js";
export { formatDuration } from "../dist/wording/format-duration.js";
export { formatShort } from "../dist/wording/format-interval.js";
export { formatNumber } from "../dist/wording/format-number.js";
export { formatProbability } from "../dist/wording/format-probability.js";
export { formatRelative, formatShare } from "../dist/wording/format-share.js";
export { formatThresholdRange, formatThresholdValue } from "../dist/wording/format-threshold.js";
export { formatThroughput } from "../dist/wording/format-throughput.js";
export { formatCount, formatUsers } from "../dist/wording/format-users.js";

/** Deno's kernel asks the value of a cell for this and sends what it answers to the reader. */
const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** The same thing in several formats, by MIME type; each reader takes the best it knows. */
type Formats = Readonly<Record<string, unknown>>;

export interface Shown {
  readonly [display]: () => Formats;
}

const shown = (formats: Formats): Shown => ({ [display]: () => formats });

/** Paragraphs of Markdown, one below the other. */
export function markdown(...paragraphs: readonly string[]): Shown {
  const text = paragraphs.join("\n\n");
  return shown({ "text/markdown": text, "text/plain": text });
}

/** A sentence with the finding, and the table that shows it. */
export function table(
  finding: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Shown {
  return markdown(finding, markdownTable(header, rows));
}

/**
 * A chart as a picture, which every reader can show, and as Vega-Lite, which JupyterLab and
 * VS Code draw themselves. They know the MIME type up to version 5; these charts use nothing
 * that is new in 6.
 */
export async function picture(alternative: string, spec: ChartSpec): Promise<Shown> {
  const png = Buffer.from(await renderChart(spec, "png")).toString("base64");
  const rounded = JSON.parse(await renderChart(spec, "vl.json")) as ChartSpec;
  return shown({
    "application/vnd.vegalite.v5+json": {
      ...rounded,
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    },
    "image/png": png,
    "text/plain": alternative,
  });
}

/** A figure as text, "–" where it was not measured or not found. */
export function given<T>(value: T | null | undefined, format: (value: T) => string): string {
  return value === undefined || value === null ? "–" : format(value);
}

/** A point of a curve, or a measured one. */
export type Drawn = { readonly x: number; readonly y: number };

/** Curves by their names, and dots where something was measured. */
export function lines(
  words: { readonly title: string; readonly subtitle: string; readonly x: string; readonly y: string },
  curves: readonly { readonly curve: string; readonly x: number; readonly y: number }[],
  dots: readonly Drawn[] = [],
): Promise<Shown> {
  const theme = chartTheme("light");
  const axes = {
    x: { field: "x", type: "quantitative", title: words.x },
    y: { field: "y", type: "quantitative", title: words.y },
  };
  const legend = { field: "curve", type: "nominal", title: null, sort: null, legend: { orient: "top", columns: 2, labelFontSize: 13, labelLimit: 400 } };
  return picture(words.title, {
    ...chartFrame(theme, words),
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    layer: [
      {
        data: { values: curves },
        mark: { type: "line", strokeWidth: 2.5 },
        encoding: { ...axes, color: { ...legend, scale: { range: theme.series } }, strokeDash: legend },
      },
      ...(dots.length === 0
        ? []
        : [
            {
              data: { values: dots },
              mark: { type: "point", filled: true, size: 70, color: theme.ink, opacity: 1 },
              encoding: axes,
            },
          ]),
    ],
  });
}
