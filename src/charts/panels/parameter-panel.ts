import type { HypothesisParameter } from "../../planning/plan/plan-result.ts";
import { formatParameter } from "../../report/format-residual.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { CHART_WIDTH, type ChartTheme } from "../layers/theme.ts";
import { NAMES_WIDTH } from "./weight-panel.ts";

const ROW = 30;

/** Intervals may leave that of the prior by this share of its width before they are cut. */
const BEYOND = 0.25;

/**
 * What was believed of each parameter before and after: every row is scaled so that the 90 %
 * interval of its prior fills the same width.
 */
export function parameterPanel(
  title: string,
  parameters: readonly HypothesisParameter[],
  theme: ChartTheme,
): JsonObject {
  const rows = parameters.map((parameter) => {
    const place = placeWithin(parameter.prior);
    return {
      name: shortName(parameter.name),
      priorLow: 0,
      priorHigh: 1,
      low: place(parameter.low),
      value: place(parameter.value),
      high: place(parameter.high),
      text: formatParameter(parameter),
    };
  });
  const data = { values: rows };
  const width = CHART_WIDTH - NAMES_WIDTH;
  const y = {
    field: "name",
    type: "nominal",
    sort: parameters.map(({ name }) => shortName(name)),
    axis: { title: null, ticks: false, domain: false, labelLimit: NAMES_WIDTH, labelPadding: 8 },
  };
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    scale: { domain: [-BEYOND, 1 + BEYOND], nice: false, clamp: true },
    axis: {
      title: null,
      values: [0, 1],
      labelExpr: "datum.value === 0 ? 'low end before' : 'high end before'",
    },
  });
  const bar = (from: string, to: string, mark: JsonObject): JsonObject => ({
    data,
    mark: { type: "bar", ...mark },
    encoding: { y, x: x(from), x2: { field: to } },
  });
  return {
    title: { text: title, fontSize: 14, frame: "group", offset: 8 },
    width,
    height: ROW * Math.max(1, rows.length),
    layer: [
      bar("priorLow", "priorHigh", { color: theme.muted, opacity: 0.28, height: 18 }),
      bar("low", "high", { color: theme.series[0], height: 10 }),
      {
        data,
        mark: {
          type: "tick",
          color: theme.ink,
          opacity: 1,
          thickness: 3,
          size: 18,
          orient: "vertical",
        },
        encoding: { y, x: x("value") },
      },
      {
        data,
        mark: { type: "text", align: "left", color: theme.ink },
        encoding: { y, x: { value: width + 12 }, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}

/** Where a value stands in an interval: 0 at its low end, 1 at its high; by ratios where it is above 0. */
function placeWithin({ low, high }: Interval): (value: number) => number {
  const scale = low > 0 ? Math.log : (value: number) => value;
  const width = scale(high) - scale(low);
  const cut = (place: number) => Math.min(Math.max(place, -BEYOND), 1 + BEYOND);
  return (value) => (width > 0 ? cut((scale(value) - scale(low)) / width) : 0.5);
}

/** "stations.event loop.servers" is "event loop: servers" where there is little room. */
function shortName(name: string): string {
  const [, of, field] = /^(?:stations|pools|endpoints)\.(.*)\.([^.]*)$/.exec(name) ?? [];
  return of === undefined ? name : `${of}: ${field}`;
}
