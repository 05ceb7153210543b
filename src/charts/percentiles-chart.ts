/** Picture 3: P50, P95 and P99 against users, measured and fitted. */

import type { Level } from "../measurement/campaign.ts";
import { percentileByChance } from "../measurement/chance-interval.ts";
import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import { shownLevels } from "../planning/plan/shown-levels.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { curveWords, measuredWords } from "./layers/legend-words.ts";
import { limitRules, stripWords } from "./layers/limit-rules.ts";
import { measuredLayers } from "./layers/measured-layers.ts";
import { outsideWords } from "./layers/outside-words.ts";
import { curveLine, limitObstacles, plotObstacles } from "./layers/plot-obstacles.ts";
import { rightLabels } from "./layers/right-labels.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { ticksFor, timeChannel, timePosition, timeScale } from "./layers/time-axis.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";

const quantities = ["p50", "p95", "p99"] as const;
type Percentile = (typeof quantities)[number];

const estimateOf = (quantity: Percentile) => (point: CurvePoint) => point.responseTime[quantity];
const chanceOf = (quantity: Percentile) => (level: Level) => percentileByChance(level, quantity);
const ofCurve = (quantity: Percentile) => (point: CurvePoint) => point.responseTime[quantity].value;
const ofLevel = (quantity: Percentile) => (level: Level) => level.responseTime[quantity];

export function percentilesChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { plotWidth, plotHeight } = layout;
  const domain = usersDomain(plan);
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const scale = timeScale(
    quantities.flatMap((quantity) => [
      ...shown.flatMap(({ responseTime }) => [
        responseTime[quantity].value,
        responseTime[quantity].high,
      ]),
      ...shownLevels(plan).flatMap(({ responseTime }) => responseTime[quantity] ?? []),
    ]),
  );
  const x = usersChannel(domain);
  const y = timeChannel({ ...scale, ticks: ticksFor(scale, plotHeight) }, "response time", {
    grid: true,
  });
  const end = shown.at(-1);
  const position = (value: number) => timePosition(scale, plotHeight, value);
  const plot = { domain, position, height: plotHeight };
  // Light to bold from P50 to P99, so that grey print tells them apart as well.
  const style = {
    p50: { color: theme.series[2], width: 1.5 },
    p95: { color: theme.series[0], width: 2.5 },
    p99: { color: theme.series[1], width: 3.5 },
  };
  return {
    ...chartFrame(
      theme,
      {
        title: percentilesSentence(plan),
        subtitle: [
          `${curveWords(plan, quantities.map(estimateOf), domain)}.`,
          measuredWords(
            plan,
            quantities.map(ofLevel),
            quantities.map(chanceOf),
            ", in the tone of their line",
          ),
          ...outsideWords(
            plan,
            quantities.map((name) => ({
              curve: estimateOf(name),
              level: ofLevel(name),
              chance: chanceOf(name),
            })),
          ),
          ...stripWords(plan, domain),
        ].join(" "),
      },
      layout,
    ),
    width: plotWidth,
    height: plotHeight,
    layer: [
      ...limitRules(plan, domain, x, theme, layout),
      ...quantities.flatMap((quantity) =>
        curveLayers(plan.points, estimateOf(quantity), domain, { x, y }, style[quantity]),
      ),
      ...quantities.flatMap((quantity) =>
        measuredLayers(
          plan,
          ofLevel(quantity),
          { x, y },
          theme,
          style[quantity].color,
          chanceOf(quantity),
          style[quantity].color,
        ),
      ),
      ...(end === undefined
        ? []
        : rightLabels(
            quantities.map((quantity) => ({
              y: position(end.responseTime[quantity].value),
              text: quantity.toUpperCase(),
              color: style[quantity].color,
              bold: true,
              line: curveLine(plan, ofCurve(quantity), plot, layout),
            })),
            {
              width: plotWidth,
              height: plotHeight,
              obstacles: [
                ...limitObstacles(plan, plot, layout),
                ...quantities.flatMap((quantity) =>
                  plotObstacles(plan, ofCurve(quantity), ofLevel(quantity), [], plot, layout),
                ),
              ],
              halo: theme.background,
            },
            layout,
          )),
    ],
  };
}

/** What the picture shows: the percentiles near the safe limit, or at the largest load where there is none. */
export function percentilesSentence(plan: PlanResult): string {
  const shown = plan.points.filter(({ users }) => users <= usersDomain(plan)[1]);
  const safe = plan.limits.safeLimit.value;
  const last = plan.campaign.levels.at(-1)?.users ?? 0;
  const wanted = safe > 0 ? safe : last;
  const at = shown.reduce<CurvePoint | undefined>(
    (best, point) =>
      best === undefined || Math.abs(point.users - wanted) < Math.abs(best.users - wanted)
        ? point
        : best,
    undefined,
  );
  if (at === undefined) return "No response time was predicted";
  const { p50, p95, p99 } = at.responseTime;
  const times = `P50 ${formatDuration(p50.value)}, P95 ${formatDuration(p95.value)}, P99 ${formatDuration(p99.value)}`;
  return safe > 0
    ? `At ${at.users === safe ? `the safe limit, ${formatUsers(safe)}` : formatUsers(at.users)}: ${times}`
    : `No load is safe; at ${formatUsers(at.users)}: ${times}`;
}
