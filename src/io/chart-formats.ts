import type { ChartSpec } from "../charts/layers/chart-spec.ts";
import { keysOf } from "../record.ts";

type Exporter = (spec: ChartSpec) => Promise<string | Uint8Array>;

/**
 * What charts are written as, by the ending of the file. An exporter is a file and its line here:
 * the commands' help, their checks and what they write are made from this table. Each is loaded
 * when it is wanted, since drawing takes longer to load than most commands to run.
 */
export const chartFormats = {
  svg: async (spec) => (await import("./render-chart.ts")).renderChart(spec, "svg"),
  png: async (spec) => (await import("./render-chart.ts")).renderChart(spec, "png"),
  pdf: async (spec) => {
    const { renderChart } = await import("./render-chart.ts");
    const { renderPdf } = await import("./render-pdf.ts");
    return renderPdf(await renderChart(spec, "svg"));
  },
  "vl.json": async (spec) => (await import("./render-chart.ts")).renderChart(spec, "vl.json"),
} as const satisfies Readonly<Record<string, Exporter>>;

export type ChartFileFormat = keyof typeof chartFormats;

/** The endings, each with its dot: ".svg". */
export const chartEndings: readonly string[] = keysOf(chartFormats).map((name) => `.${name}`);

/** The format that a path ends in; undefined where it is none of them. */
export function chartFormatOf(path: string): ChartFileFormat | undefined {
  return keysOf(chartFormats).find((name) => path.endsWith(`.${name}`));
}

/** ".svg, .png or .vl.json" */
export function chartEndingsInWords(): string {
  return `${chartEndings.slice(0, -1).join(", ")} or ${chartEndings.at(-1)}`;
}
