import { entryAt } from "../../entry-at.ts";
import type { HypothesisResidual } from "../../planning/plan/plan-result.ts";
import type { JsonObject } from "../layers/chart-spec.ts";
import { CHART_WIDTH, type ChartTheme } from "../layers/theme.ts";
import { NAMES_WIDTH } from "./weight-panel.ts";

/** One measured figure against the fit. */
export interface Miss {
  readonly users: number;
  readonly quantity: HypothesisResidual["quantity"];
  /** Of one endpoint, not of the whole level. */
  readonly ofEndpoint: boolean;
  /** Fitted over measured. */
  readonly ratio: number;
}

const HEIGHT = 190;
const quantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;
const shapes = ["square", "circle", "triangle-down", "diamond", "triangle-up", "cross"] as const;

/** Least factor that the axis reaches on both sides of 1. */
const LEAST_REACH = 1.25;

/**
 * Every figure at its load as fitted over measured, on a logarithmic axis around 1.
 *
 * @param explained with what the marks stand for, beside it
 */
export function residualPanel(
  title: string,
  misses: readonly Miss[],
  theme: ChartTheme,
  explained: boolean,
): JsonObject {
  const rows = misses
    .filter(({ ratio }) => ratio > 0)
    .map((miss) => ({
      ...miss,
      load: String(miss.users),
      of: miss.ofEndpoint ? "of an endpoint" : "of the whole level",
    }));
  const reach = Math.max(LEAST_REACH, ...rows.map(({ ratio }) => 1.1 * Math.max(ratio, 1 / ratio)));
  const loads = [...new Set(rows.map(({ users }) => users))].toSorted((a, b) => a - b);
  const present = quantities.filter((name) => rows.some(({ quantity }) => quantity === name));
  const x = {
    field: "load",
    type: "ordinal",
    sort: loads.map(String),
    axis: { title: "users", labelAngle: 0, grid: true },
  };
  const y = {
    field: "ratio",
    type: "quantitative",
    scale: { type: "log", domain: [1 / reach, reach], nice: false },
    axis: {
      title: "fitted / measured",
      values: ticksWithin(reach),
      labelExpr: "'× ' + format(datum.value, '.3~r')",
    },
  };
  return {
    title: { text: title, fontSize: 14, frame: "group", offset: 8 },
    width: CHART_WIDTH - NAMES_WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: { values: [{ ratio: 1 }] },
        mark: { type: "rule", color: theme.ink, strokeWidth: 1.5 },
        encoding: { y },
      },
      {
        data: { values: rows },
        mark: { type: "point", size: 75, opacity: 0.95, strokeWidth: 1.8 },
        encoding: {
          x,
          xOffset: { field: "quantity", type: "nominal", sort: present },
          y,
          shape: {
            field: "quantity",
            type: "nominal",
            scale: {
              domain: present,
              range: present.map((name) => entryAt(shapes, quantities.indexOf(name))),
            },
            legend: null,
          },
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
      ...(explained ? legend(present, rows, theme) : []),
    ],
  };
}

/** What the marks stand for, beside the plot. */
function legend(
  present: readonly HypothesisResidual["quantity"][],
  rows: readonly Miss[],
  theme: ChartTheme,
): JsonObject[] {
  const left = CHART_WIDTH - NAMES_WIDTH + 20;
  const entries = [
    ...present.map((name) => ({
      text: quantityName(name),
      mark: { shape: entryAt(shapes, quantities.indexOf(name)), stroke: theme.ink, filled: false },
    })),
    ...(rows.some(({ ofEndpoint }) => ofEndpoint)
      ? ([
          ["of the whole level", theme.series[0]],
          ["of one endpoint", theme.series[1]],
        ] as const)
      : []
    ).map(([text, fill]) => ({ text, mark: { shape: "circle", fill, stroke: fill } })),
  ];
  return entries.flatMap(({ text, mark }, i) => {
    const y = { value: 8 + 20 * i };
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

/** Factors on both sides of 1 that read well. */
function ticksWithin(reach: number): number[] {
  const steps = reach < 1.6 ? [1.1, 1.25, 1.5] : reach < 4 ? [1.5, 2, 3] : [2, 5, 10, 20, 50];
  const inside = steps.filter((step) => step <= reach);
  return [...inside.map((step) => 1 / step).reverse(), 1, ...inside];
}
