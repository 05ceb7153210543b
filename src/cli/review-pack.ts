/** Renders the files of a review pack; nothing is written here. */
import { join } from "node:path";
import type { OutputFile } from "../io/write-atomically.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";

/** The report, and each chart as SVG and PNG beside it, where the report links to them. */
export async function reviewPack(
  result: PlanResult,
  published: readonly PublishedLimit[],
  folder: string,
  reportFile: string,
): Promise<readonly OutputFile[]> {
  const { charts } = await import("../charts/charts.ts");
  const { rasterizeChart, renderChart } = await import("../io/render-chart.ts");
  const files: OutputFile[] = [
    { path: join(folder, reportFile), content: await packReport(result, published) },
  ];
  const rasterized: Promise<OutputFile>[] = [];
  // The largest pictures come last in the report: begun first, they are pixels by the time the
  // others are drawn.
  for (const [name, { draw }] of Object.entries(charts).reverse()) {
    const svg = await renderChart(draw(result), "svg");
    files.push({ path: join(folder, `${name}.svg`), content: svg });
    // Not awaited: one chart turns into pixels while the next is drawn.
    rasterized.push(
      rasterizeChart(svg).then((content) => ({ path: join(folder, `${name}.png`), content })),
    );
  }
  return [...files, ...(await Promise.all(rasterized))];
}

/** The report's Markdown, with links to the charts that lie beside it. */
export async function packReport(
  result: PlanResult,
  published: readonly PublishedLimit[],
): Promise<string> {
  const { charts } = await import("../charts/charts.ts");
  const { reportMarkdown } = await import("../report/report-markdown.ts");
  return reportMarkdown(result, {
    published,
    charts: Object.entries(charts).map(([name, { title }]) => ({ title, path: `${name}.svg` })),
  });
}
