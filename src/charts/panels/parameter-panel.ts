import type { HypothesisParameter } from "../../planning/plan/plan-result.ts";
import { formatParameter } from "../../report/format-residual.ts";
import type { Interval } from "../../stats/estimate.ts";
import { shortNumber } from "../findings/short-number.ts";
import type { ChartLayout } from "../layers/chart-layout.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { panelTitle } from "../layers/panel-title.ts";
import type { ChartTheme } from "../layers/theme.ts";
import { placeRows } from "../places/named-rows.ts";
import { panelFrame } from "./weight-panel.ts";

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
  layout: ChartLayout,
): JsonObject {
  const frame = panelFrame(layout);
  const placed = placeRows(
    parameters.map((parameter) => ({
      name: { text: shortName(parameter.name), color: theme.ink },
      words: [{ text: figureWords(parameter), color: theme.ink }],
      height: 18,
    })),
    frame,
    layout,
  );
  const rows = parameters.map((parameter, i) => {
    const place = placeWithin(parameter.prior);
    return {
      name: parameter.name,
      from: place(parameter.low),
      value: place(parameter.value),
      to: place(parameter.high),
      y: placed.middles[i] ?? 0,
    };
  });
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    scale: { domain: [-BEYOND, 1 + BEYOND], nice: false, clamp: true },
    axis: {
      title: null,
      values: [0, 1],
      grid: false,
      labelExpr: "datum.value === 0 ? 'low before' : 'high before'",
    },
  });
  const bar = (values: readonly JsonObject[], half: number, mark: JsonObject): JsonObject[] =>
    rows.map(({ y }, i) => ({
      data: { values: values.slice(i, i + 1) },
      mark: { type: "rect", ...mark },
      encoding: {
        x: x("from"),
        x2: { field: "to" },
        y: { value: y - half },
        y2: { value: y + half },
      },
    }));
  return {
    title: panelTitle(title, layout, frame.isBeside ? frame.plot + frame.words : frame.plot),
    width: frame.plot,
    height: placed.height,
    layer: [
      ...bar(
        rows.map(() => ({ from: 0, to: 1 })),
        8,
        { color: theme.muted, opacity: 0.28 },
      ),
      ...bar(rows, 4.5, { color: theme.series[0] }),
      ...rows.map(({ value, y }) => ({
        data: { values: [{ value }] },
        mark: { type: "rule", color: theme.ink, strokeWidth: 3 },
        encoding: { x: x("value"), y: { value: y - 8 }, y2: { value: y + 8 } },
      })),
      ...placed.layers,
    ],
  };
}

/** Plain numbers may be very small, and then take a power of ten. */
function figureWords(parameter: HypothesisParameter): string {
  const { value, low, high, unit } = parameter;
  if (unit !== "" || low === 0 || Math.abs(low) >= 0.001) return formatParameter(parameter);
  return `${shortNumber(value)} (${shortNumber(low)} to ${shortNumber(high)})`;
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
