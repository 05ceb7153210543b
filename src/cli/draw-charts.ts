import type { ThemeName } from "../charts/layers/theme.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";

/** Every chart of a plan by its name; PNG only where it is wanted. */
export interface DrawnCharts {
  readonly svg: ReadonlyMap<string, string>;
  readonly png: ReadonlyMap<string, Uint8Array>;
}

export async function drawCharts(
  result: PlanResult,
  { theme = "light", png = false }: { readonly theme?: ThemeName; readonly png?: boolean } = {},
): Promise<DrawnCharts> {
  const { charts } = await import("../charts/charts.ts");
  const { rasterizeChart, renderChart } = await import("../io/render-chart.ts");
  const svg = new Map<string, string>();
  const rasterized: Promise<readonly [string, Uint8Array]>[] = [];
  // The largest pictures come last in the report: begun first, they are pixels by the time the
  // others are drawn.
  for (const [name, { draw }] of Object.entries(charts).reverse()) {
    const drawing = await renderChart(draw(result, { theme }), "svg");
    svg.set(name, drawing);
    // Not awaited: one chart turns into pixels while the next is drawn.
    if (png) rasterized.push(rasterizeChart(drawing).then((content) => [name, content] as const));
  }
  return { svg, png: new Map(await Promise.all(rasterized)) };
}
