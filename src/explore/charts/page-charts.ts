/** The charts of the page: how each is drawn, and what it is given of a setting. */
import { KEPT_LINES } from "./curve-rows.ts";
import { type CurveChart, curveSpec, type LineStyle } from "./curve-spec.ts";
import { limitsSpec } from "./limits-spec.ts";
import { percentileColors, percentileNames, percentileRows } from "./percentile-rows.ts";
import type { ChartRows, Shown } from "./shown.ts";
import { throughputRows } from "./throughput-rows.ts";
import { MOST_PARTS, utilizationRows } from "./utilization-rows.ts";
import { zonesRows } from "./zones-rows.ts";

export type ChartName = "zones" | "throughput" | "percentiles" | "utilization" | "limits";

const before: LineStyle = {
  name: "before",
  color: "muted",
  dash: [6, 4],
  width: 1.75,
  band: false,
};
const after: LineStyle = { name: "after", color: "c0", dash: [], width: 2.5, band: true };
const keptLines: readonly LineStyle[] = Array.from({ length: KEPT_LINES }, (_, i) => ({
  name: `kept${i}`,
  color: `c${i + 1}`,
  dash: [2, 2],
  width: 2,
  band: false,
}));

const chartOf: Readonly<Record<Exclude<ChartName, "limits">, CurveChart>> = {
  zones: {
    title: "P95 (s)",
    format: "~g",
    logarithmic: true,
    zones: true,
    lines: [...keptLines, before, after],
  },
  throughput: {
    title: "throughput (req/s)",
    format: ",~f",
    logarithmic: false,
    zones: false,
    lines: [...keptLines, before, after],
  },
  percentiles: {
    title: "response time (s)",
    format: "~g",
    logarithmic: true,
    zones: false,
    lines: percentileNames.flatMap((name) => [
      { ...before, name: `before-${name}`, width: 1.25 },
      { ...after, name, color: percentileColors[name] },
    ]),
  },
  utilization: {
    title: "in use",
    format: ".0%",
    logarithmic: false,
    zones: false,
    lines: Array.from({ length: MOST_PARTS }, (_, i) => ({
      ...after,
      name: `part${i}`,
      color: `c${i}`,
      dash: i % 2 === 0 ? [] : [7, 3],
      width: 2,
      band: i === 0,
    })),
  },
};

export function pageSpec(name: ChartName): object {
  return name === "limits" ? limitsSpec() : curveSpec(chartOf[name]);
}

/** Rows of a curve chart for what is shown. */
export function chartRows(name: Exclude<ChartName, "limits">, shown: Shown): ChartRows {
  switch (name) {
    case "zones":
      return zonesRows(shown);
    case "throughput":
      return throughputRows(shown);
    case "percentiles":
      return percentileRows(shown);
    case "utilization":
      return utilizationRows(shown);
  }
}
