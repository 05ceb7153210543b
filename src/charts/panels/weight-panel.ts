import type { HypothesisSummary } from "../../planning/plan/plan-result.ts";
import { formatWeightWithError } from "../../report/hypothesis-words.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { CHART_WIDTH, type ChartTheme } from "../layers/theme.ts";

const ROW = 30;
/** Names stand left of the plot. */
export const NAMES_WIDTH = 230;

/** A bar a hypothesis, with one standard error, and the figures beside it. */
export function weightPanel(list: readonly HypothesisSummary[], theme: ChartTheme): JsonObject {
  const rows = list.map((one) => ({
    name: one.title,
    weight: one.weight,
    low: Math.max(0, one.weight - one.weightError),
    high: Math.min(1, one.weight + one.weightError),
    text: formatWeightWithError(one),
  }));
  const data = { values: rows };
  const width = CHART_WIDTH - NAMES_WIDTH;
  const y = {
    field: "name",
    type: "nominal",
    sort: list.map(({ title }) => title),
    axis: { title: null, ticks: false, domain: false, labelLimit: NAMES_WIDTH, labelPadding: 8 },
  };
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: {
      title: null,
      tickCount: 5,
      labelExpr: "format(datum.value * 100, '~r') + ' %'",
    },
  });
  return {
    title: { text: "Weights", fontSize: 14, frame: "group", offset: 8 },
    width,
    height: ROW * rows.length,
    layer: [
      {
        data,
        mark: { type: "bar", color: theme.series[0], opacity: 0.55, height: 16 },
        encoding: { y, x: x("weight") },
      },
      {
        data,
        mark: { type: "rule", color: theme.ink, strokeWidth: 2 },
        encoding: { y, x: x("low"), x2: { field: "high" } },
      },
      {
        data,
        mark: { type: "text", align: "left", color: theme.ink },
        encoding: { y, x: { value: width + 12 }, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}
