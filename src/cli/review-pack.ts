/** Renders the files of a review pack; nothing is written here. */
import { join } from "node:path";
import type { OutputFile } from "../io/write-atomically.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import type { PlanResult } from "../planning/plan-result.ts";

/** The report, and each chart as SVG and PNG beside it, where the report links to them. */
export async function reviewPack(
  result: PlanResult,
  published: readonly PublishedLimit[],
  folder: string,
  reportFile: string,
): Promise<readonly OutputFile[]> {
  const { charts, renderChart, reportMarkdown } = await import("../io/pending.ts");
  const files: OutputFile[] = [
    { path: join(folder, reportFile), content: reportMarkdown(result, published) },
  ];
  for (const [name, chart] of Object.entries(charts)) {
    const spec = chart(result);
    for (const format of ["svg", "png"] as const) {
      const path = join(folder, `${name}.${format}`);
      files.push({ path, content: await renderChart(spec, format) });
    }
  }
  return files;
}
