import type { HypothesisSummary } from "../../planning/plan/plan-result.ts";
import { formatWeightWithError } from "../../report/hypothesis-words.ts";
import { formatShare } from "../../wording/format-share.ts";
import type { ChartLayout } from "../layers/chart-layout.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { panelTitle } from "../layers/panel-title.ts";
import type { ChartTheme } from "../layers/theme.ts";
import { placeRows, type RowsFrame, rowsFrame } from "../places/named-rows.ts";

/** The rows of panels that stand above and below plots with an axis: they begin at one line. */
export function panelFrame(layout: ChartLayout): RowsFrame {
  const frame = rowsFrame(layout, { names: 0.31, words: 0.32 });
  if (frame.isBeside) return frame;
  const width = layout.plotWidth;
  return { names: width, plot: width, words: width, isBeside: false };
}

/** More rows leave no room for the rest of a picture. */
const MOST = 8;

/**
 * A bar a hypothesis, with one standard error, and the figures beside it; those that could hardly be
 * true share a row.
 *
 * @param likely those that could be true, the likeliest first
 * @param every all that were weighed
 */
export function weightPanel(
  likely: readonly HypothesisSummary[],
  every: readonly HypothesisSummary[],
  theme: ChartTheme,
  layout: ChartLayout,
): JsonObject {
  const frame = panelFrame(layout);
  // One that is left alone has a row as well as a name.
  const whole = every.length - likely.length < 2 && every.length <= MOST;
  const list = whole ? every : likely.slice(0, MOST - 1);
  const rest = every.filter((one) => !list.includes(one));
  const most = Math.max(0, ...rest.map(({ weight, weightError }) => weight + weightError));
  const others = {
    name: { text: `${rest.length} others`, color: theme.ink },
    words: [{ text: `each at most ${formatShare(Math.min(1, most))}`, color: theme.ink }],
    height: 16,
  };
  const placed = placeRows(
    [
      ...list.map((one) => ({
        name: { text: one.title, color: theme.ink },
        words: [{ text: formatWeightWithError(one), color: theme.ink }],
        height: 16,
      })),
      ...(rest.length === 0 ? [] : [others]),
    ],
    frame,
    layout,
  );
  const x: JsonObject = {
    field: "from",
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: {
      title: null,
      tickCount: 4,
      grid: frame.isBeside,
      labelExpr: "format(datum.value * 100, '~r') + ' %'",
    },
  };
  const bars = list.flatMap(({ weight, weightError }, i): JsonObject[] => {
    const y = placed.middles[i] ?? 0;
    const low = Math.max(0, weight - weightError);
    const high = Math.min(1, weight + weightError);
    return [
      {
        data: { values: [{ from: 0, to: weight }] },
        mark: { type: "rect", color: theme.series[0], opacity: 0.55 },
        encoding: { x, x2: { field: "to" }, y: { value: y - 7 }, y2: { value: y + 7 } },
      },
      {
        data: { values: [{ from: low, to: high }] },
        mark: { type: "rule", color: theme.ink, strokeWidth: 2 },
        encoding: { x, x2: { field: "to" }, y: { value: y } },
      },
    ];
  });
  return {
    title: panelTitle("Chances", layout, frame.plot),
    width: frame.plot,
    height: placed.height,
    layer: [...bars, ...placed.layers],
  };
}
