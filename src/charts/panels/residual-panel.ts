import { entryAt } from "../../entry-at.ts";
import type { HypothesisResidual } from "../../planning/plan/plan-result.ts";
import type { ChartLayout } from "../layers/chart-layout.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { panelTitle } from "../layers/panel-title.ts";
import type { ChartTheme } from "../layers/theme.ts";
import { panelFrame } from "./weight-panel.ts";

/** One measured figure against the fit. */
export interface Miss {
  readonly users: number;
  readonly quantity: HypothesisResidual["quantity"];
  /** Of one endpoint, not of the whole level. */
  readonly ofEndpoint: boolean;
  /** Fitted over measured. */
  readonly ratio: number;
}

const heights = { page: 100, slide: 96, column: 120 } as const;
const quantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;
const shapes = ["square", "circle", "triangle-down", "diamond", "triangle-up", "cross"] as const;

/** Least factor that the axis reaches on both sides of 1. */
const LEAST_REACH = 1.25;

/**
 * Every figure at its load as fitted over measured, on a logarithmic axis around 1.
 *
 * @param explained with what the marks stand for, beside or below it
 * @param last the lowest of several, with the name of the axis
 */
export function residualPanel(
  title: string,
  misses: readonly Miss[],
  theme: ChartTheme,
  layout: ChartLayout,
  { explained, last }: { readonly explained: boolean; readonly last: boolean },
): JsonObject {
  const frame = panelFrame(layout);
  const width = frame.isBeside ? frame.plot + frame.words - layout.sideWidth : frame.plot;
  const height = heights[layout.size];
  const rows = misses
    .filter(({ ratio }) => ratio > 0)
    .map((miss) => ({
      ...miss,
      load: String(miss.users),
      area: miss.ofEndpoint ? 28 : 75,
      of: miss.ofEndpoint ? "of an endpoint" : "of the whole level",
    }));
  const reach = Math.max(LEAST_REACH, ...rows.map(({ ratio }) => 1.1 * Math.max(ratio, 1 / ratio)));
  const loads = [...new Set(rows.map(({ users }) => users))].toSorted((a, b) => a - b);
  const present = quantities.filter((name) => rows.some(({ quantity }) => quantity === name));
  const x = {
    field: "load",
    type: "ordinal",
    sort: loads.map(String),
    axis: { title: last ? "users" : null, labelAngle: 0, labelOverlap: true, grid: true },
  };
  const y = {
    field: "ratio",
    type: "quantitative",
    scale: { type: "log", domain: [1 / reach, reach], nice: false },
    axis: {
      title: "fit / measured",
      values: ticksWithin(reach, height),
      labelExpr:
        "datum.value < 1 ? '÷ ' + format(1 / datum.value, '.3~r') : '× ' + format(datum.value, '.3~r')",
    },
  };
  return {
    title: panelTitle(title, layout, width),
    width,
    height,
    layer: [
      {
        data: { values: [{ ratio: 1 }] },
        mark: { type: "rule", color: theme.ink, strokeWidth: 1.5 },
        encoding: { y },
      },
      {
        data: { values: rows },
        mark: { type: "point", opacity: 0.95, strokeWidth: 1.8 },
        encoding: {
          x,
          // Panels share the scale, whatever each of them shows.
          xOffset: { field: "quantity", type: "nominal", scale: { domain: quantities } },
          y,
          shape: {
            field: "quantity",
            type: "nominal",
            scale: { domain: quantities, range: shapes },
            legend: null,
          },
          // Endpoints are smaller marks, too, for print without color.
          size: { field: "area", type: "quantitative", scale: null, legend: null },
          color: {
            field: "of",
            type: "nominal",
            scale: {
              domain: ["of the whole level", "of an endpoint"],
              range: [theme.series[0], theme.series[1]],
            },
            legend: null,
          },
        },
      },
      ...(explained
        ? legend(present, rows, theme, { width, height, isBeside: frame.isBeside })
        : []),
    ],
  };
}

/** What the marks stand for, beside the plot; below it in rows where there is no room. */
function legend(
  present: readonly HypothesisResidual["quantity"][],
  rows: readonly Miss[],
  theme: ChartTheme,
  { width, height, isBeside }: { width: number; height: number; isBeside: boolean },
): JsonObject[] {
  const entries = [
    ...present.map((name) => ({
      text: quantityName(name),
      mark: { shape: entryAt(shapes, quantities.indexOf(name)), stroke: theme.ink, filled: false },
    })),
    ...(rows.some(({ ofEndpoint }) => ofEndpoint)
      ? ([
          ["whole level", theme.series[0], 75],
          ["one endpoint", theme.series[1], 28],
        ] as const)
      : []
    ).map(([text, fill, size]) => ({ text, mark: { shape: "circle", fill, stroke: fill, size } })),
  ];
  const step = Math.min(18, (height + 30) / entries.length);
  return entries.flatMap(({ text, mark }, i) => {
    const left = isBeside ? width + 16 : (i % 2) * (width / 2) - 30;
    const y = { value: isBeside ? 4 + step * i : height + 58 + 18 * Math.floor(i / 2) };
    return [
      {
        data: { values: [{}] },
        mark: { type: "point", size: 75, opacity: 1, strokeWidth: 1.8, ...mark },
        encoding: { x: { value: left }, y },
      },
      {
        data: { values: [{ text }] },
        mark: { type: "text", align: "left", baseline: "middle", color: theme.ink },
        encoding: { x: { value: left + 14 }, y, text: { field: "text", type: "nominal" } },
      },
    ];
  });
}

function quantityName(quantity: HypothesisResidual["quantity"]): string {
  return /^p\d/.test(quantity) ? quantity.toUpperCase() : quantity;
}

/** Factors on both sides of 1 that read well, and that the height has room for. */
function ticksWithin(reach: number, height: number): number[] {
  const steps = reach < 1.6 ? [1.1, 1.25, 1.5] : reach < 4 ? [1.5, 2, 3] : [2, 5, 10, 20, 50];
  const room = height / 18;
  const pixels = (ratio: number) => (height * Math.log(ratio)) / (2 * Math.log(reach));
  let last = 1;
  const inside = steps.filter((step) => {
    if (step > reach || pixels(step / last) < height / room) return false;
    last = step;
    return true;
  });
  return [...inside.map((step) => 1 / step).reverse(), 1, ...inside];
}
