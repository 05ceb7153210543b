/** Picture 2: throughput against users beside what it would be if nobody ever waited. */

import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import { type Estimate, isUntold } from "../stats/estimate.ts";
import { formatOpenValue } from "../wording/format-open-estimate.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThresholdValue } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { lightLoadRate } from "./layers/light-load-rate.ts";
import { measuredLayers } from "./layers/measured-layers.ts";
import { rightLabels } from "./layers/right-labels.ts";
import { CHART_WIDTH, type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";

const HEIGHT = 290;
const EFFICIENCY_HEIGHT = 100;

export function throughputChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const domain = usersDomain(plan);
  const rate = lightLoadRate(plan);
  return {
    ...chartFrame(theme, {
      title: titleOf(plan, rate),
      subtitle:
        "Line: fitted, shaded: 90 % interval, dashed: outside the measured loads. Dots: measured; diamond: incident. Efficiency: share of the throughput there would be if nobody waited.",
    }),
    spacing: 22,
    bounds: "flush",
    vconcat: [
      throughputPanel(plan, domain, rate, theme),
      ...(rate === null ? [] : [efficiencyPanel(plan, domain, rate, theme)]),
    ],
  };
}

function throughputPanel(
  plan: PlanResult,
  domain: readonly [number, number],
  rate: number | null,
  theme: ChartTheme,
): JsonObject {
  const { peak, rateLimit } = plan.limits;
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const top =
    1.22 *
    Math.max(
      peak.throughput.value ?? peak.throughput.low ?? 0,
      ...shown.map(({ throughput }) => throughput.high),
      ...plan.campaign.levels.flatMap(({ throughput }) => throughput ?? []),
    );
  const x = usersChannel(domain, { title: null, labels: false });
  const y = quantityChannel("requests per second", [0, top], {});
  const bounds = [
    {
      value: peak.throughput.value ?? peak.throughput.low ?? 0,
      text: `ceiling ${formatOpenValue(peak.throughput, formatThroughput)}`,
      dash: [7, 3],
      color: theme.alarm,
    },
    {
      value: rateLimit.value ?? 0,
      text: `rate limit ${formatThroughput(rateLimit.value ?? 0)}`,
      dash: [2, 3],
      color: theme.safe,
    },
  ].filter(({ value }) => value > 0 && value <= top);
  const ideal = rate === null ? [] : idealLine(rate, top, domain[1]);
  return {
    width: CHART_WIDTH,
    height: HEIGHT,
    layer: [
      ...bounds.map(({ value, dash, color }) => ({
        data: { values: [{ value }] },
        mark: { type: "rule", color, strokeWidth: 1.5, strokeDash: dash },
        encoding: { y },
      })),
      {
        data: { values: ideal },
        mark: { type: "line", color: theme.muted, strokeWidth: 1.5 },
        encoding: { x, y },
      },
      {
        data: { values: ideal.slice(-1).map((row) => ({ ...row, text: "if nobody waited" })) },
        mark: { type: "text", align: "left", baseline: "top", dx: 10, dy: 2, color: theme.muted },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
      ...curveLayers(
        plan.points,
        (point) => point.throughput,
        domain,
        { x, y },
        {
          color: theme.series[0],
        },
      ),
      ...measuredLayers(plan, (level) => level.throughput, { x, y }, theme),
      ...rightLabels(
        bounds.map(({ value, text, color }) => ({ y: HEIGHT * (1 - value / top), text, color })),
        CHART_WIDTH,
        HEIGHT,
      ),
    ],
  };
}

function efficiencyPanel(
  plan: PlanResult,
  domain: readonly [number, number],
  rate: number,
  theme: ChartTheme,
): JsonObject {
  const x = usersChannel(domain);
  const y = quantityChannel("efficiency", [0, 1.1], {
    values: [0, 0.5, 1],
    labelExpr: "format(datum.value * 100, 'd') + ' %'",
  });
  const share = ({ throughput, users }: CurvePoint): Estimate => {
    const ideal = rate * users;
    const { value, low, high, basis } = throughput;
    return { value: value / ideal, low: low / ideal, high: high / ideal, basis };
  };
  return {
    width: CHART_WIDTH,
    height: EFFICIENCY_HEIGHT,
    layer: [
      ...curveLayers(plan.points, share, domain, { x, y }, { color: theme.series[2] }),
      ...measuredLayers(
        plan,
        ({ throughput, users }) =>
          throughput === undefined ? undefined : throughput / (rate * users),
        { x, y },
        theme,
      ),
    ],
  };
}

function quantityChannel(title: string, domain: readonly number[], axis: JsonObject): JsonObject {
  return {
    field: "value",
    type: "quantitative",
    scale: { domain, nice: false, clamp: true },
    axis: { title, format: ",~r", tickCount: 6, ...axis },
  };
}

function idealLine(rate: number, top: number, end: number) {
  const users = Math.min(end, top / rate);
  return [
    { users: 0, value: 0 },
    { users, value: users * rate },
  ];
}

function titleOf(plan: PlanResult, rate: number | null): string {
  const { knee, peak } = plan.limits;
  const ceiling = formatOpenValue(peak.throughput, formatThroughput);
  if (isUntold(knee))
    return `The data do not tell where throughput saturates: past ${formatThresholdValue(knee)} users, the ceiling is ${ceiling}`;
  if (knee.value === null)
    return `No saturation up to ${formatThresholdValue(knee).replace("beyond ", "")} users; the largest throughput is ${ceiling}`;
  const last = plan.campaign.levels.findLast((level) => level.throughput !== undefined);
  const share =
    last?.throughput === undefined || rate === null || last.users <= knee.value
      ? ""
      : `; at ${last.users} users ${formatShare(last.throughput / (rate * last.users))} of the ideal is left`;
  return `Throughput saturates past ${formatThresholdValue(knee)} users, at ${ceiling}${share}`;
}
