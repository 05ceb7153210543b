/** What a cell shows: text, tables and charts that GitHub, JupyterLab and VS Code can draw. */
import type { ChartSpec } from "../src/charts/layers/chart-spec.ts";
import { renderChart } from "../src/io/render-chart.ts";
import { markdownTable } from "../scripts/markdown-table.ts";

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
