/** Picture 2: throughput against users beside what it would be if nobody ever waited. */

import type { Level } from "../measurement/campaign.ts";
import { throughputByChance } from "../measurement/chance-interval.ts";
import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import {
  predictedThroughput,
  shownLevels,
  shownThroughput,
} from "../planning/plan/shown-levels.ts";
import { type Estimate, isUntold, type OpenEstimate } from "../stats/estimate.ts";
import { formatOpenShort, formatOpenValue } from "../wording/format-open-estimate.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThresholdValue } from "../wording/format-threshold.ts";
import { formatSetRate, formatThroughput } from "../wording/format-throughput.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { plotNotes } from "./layers/incident-notes.ts";
import { curveWords, measuredWords } from "./layers/legend-words.ts";
import { lightLoadRate } from "./layers/light-load-rate.ts";
import { measuredLayers } from "./layers/measured-layers.ts";
import { outsideWords } from "./layers/outside-words.ts";
import { plotObstacles } from "./layers/plot-obstacles.ts";
import { rightLabelObstacles, rightLabels } from "./layers/right-labels.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { lineObstacles } from "./places/free-place.ts";

/** Shares of the height of a plot that both panels have together. */
const HEIGHT = 0.76;
const EFFICIENCY_HEIGHT = 0.24;

/** Where along the ideal line its name may stand: where the curve has left it. */
const NAMED_AT = [0.8, 0.84, 0.88, 0.92, 0.96];

/** Room above what is drawn, more where the names of the lines have to stand there. */
const ABOVE = { beside: 1.25, inside: 1.4 } as const;

/** How far past all else the ideal line goes there. */
const PAST = 1.15;

export function throughputChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const domain = usersDomain(plan);
  const rate = lightLoadRate(plan);
  const measured = (level: Level) => shownThroughput(plan, level);
  const chanceOf = (level: Level) => throughputByChance(answeredOf(plan, level));
  return {
    ...chartFrame(
      theme,
      {
        title: throughputSentence(plan),
        subtitle: [
          `${curveWords(plan, [(point) => predictedThroughput(plan, point)], domain)}; across: ceiling with its 90 % interval.`,
          measuredWords(plan, [measured], [chanceOf]),
          ...outsideWords(plan, [
            {
              curve: (point) => predictedThroughput(plan, point),
              level: measured,
              chance: chanceOf,
            },
          ]),
          "Efficiency: share of the throughput there would be if nobody waited.",
        ].join(" "),
      },
      layout,
    ),
    spacing: 18,
    bounds: "flush",
    vconcat: [
      throughputPanel(plan, domain, rate, theme, layout),
      ...(rate === null ? [] : [efficiencyPanel(plan, domain, rate, theme, layout)]),
    ],
  };
}

function throughputPanel(
  plan: PlanResult,
  domain: readonly [number, number],
  rate: number | null,
  theme: ChartTheme,
  layout: ChartLayout,
): JsonObject {
  const { plotWidth: width } = layout;
  const height = Math.round(HEIGHT * layout.plotHeight);
  const { peak, rateLimit } = plan.limits;
  const measured = (level: Level) => shownThroughput(plan, level);
  const ceiling = peak.throughput;
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const top =
    (layout.sideWidth > 0 ? ABOVE.beside : ABOVE.inside) *
    Math.max(
      ceiling.value ?? ceiling.low ?? 0,
      ...shown.map((point) => predictedThroughput(plan, point).high),
      ...shownLevels(plan).flatMap((level) => measured(level) ?? []),
    );
  const x = usersChannel(domain, { title: null, labels: false });
  const y = quantityChannel("requests per second", [0, top], {});
  const position = (value: number) => height * (1 - value / top);
  const bounds = [
    {
      // A ceiling that the levels contradict is no line that anything could be read off.
      value: ceiling.value ?? (ceiling.basis === "withheld" ? 0 : (ceiling.low ?? 0)),
      text: `ceiling ${formatOpenShort(ceiling, formatThroughput)}`,
      dash: [7, 3],
      color: theme.alarm,
    },
    {
      value: rateLimit.value ?? 0,
      text: `rate limit ${formatSetRate(rateLimit.value ?? 0)}`,
      dash: [2, 3],
      color: theme.safe,
    },
  ].filter(({ value }) => value > 0 && value <= top);
  // In a narrow plot it ends below the names, which have no room beside it.
  const reach = layout.sideWidth > 0 ? top : (PAST * top) / ABOVE.inside;
  const ideal = rate === null ? [] : idealLine(rate, reach, domain[1]);
  const names = bounds.map(({ value, text, color }) => ({ y: position(value), text, color }));
  const drawn = [
    ...plotObstacles(
      plan,
      (point) => predictedThroughput(plan, point).value,
      measured,
      bounds.map(({ value }) => value),
      { domain, position, height },
      layout,
    ),
    ...lineObstacles(
      Array.from({ length: 12 }, (_, i) => {
        const share = i / 11;
        const { users = 0, value = 0 } = ideal.at(-1) ?? {};
        return { x: ((share * users) / domain[1]) * width, y: position(share * value) };
      }),
      4,
    ),
  ];
  const labelled = { width, height, obstacles: drawn, halo: theme.background };
  const obstacles = [...rightLabelObstacles(names, labelled, layout), ...drawn];
  const [tip] = ideal.slice(-1);
  const [named, ...along] =
    tip === undefined
      ? []
      : NAMED_AT.map((share) => ({
          x: ((share * tip.users) / domain[1]) * width,
          y: position(share * tip.value),
        }));
  return {
    width,
    height,
    layer: [
      ...ceilingStrip(ceiling, top, y, theme),
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
      ...plotNotes(
        named === undefined
          ? []
          : [
              {
                text: "if nobody waited",
                ...named,
                along,
                color: theme.muted,
                tie: theme.muted,
              },
            ],
        { obstacles, width, height },
        layout,
      ),
      ...curveLayers(
        plan.points,
        (point) => predictedThroughput(plan, point),
        domain,
        { x, y },
        {
          color: theme.series[0],
        },
      ),
      ...measuredLayers(plan, measured, { x, y }, theme, theme.ink, (level) =>
        throughputByChance(answeredOf(plan, level)),
      ),
      ...rightLabels(names, labelled, layout),
    ],
  };
}

/** A level with the throughput that the picture shows of it. */
function answeredOf(plan: PlanResult, level: Level): Level {
  const throughput = shownThroughput(plan, level);
  return throughput === undefined ? level : { ...level, throughput };
}

/** The 90 % interval of the ceiling, across the plot. */
function ceilingStrip(
  { low, high }: OpenEstimate,
  top: number,
  y: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  if (low === null || high === null || low > top) return [];
  return [
    {
      data: { values: [{ value: low, high: Math.min(high, top) }] },
      mark: { type: "rect", color: theme.alarm, opacity: 0.12 },
      encoding: { y, y2: { field: "high" } },
    },
  ];
}

function efficiencyPanel(
  plan: PlanResult,
  domain: readonly [number, number],
  rate: number,
  theme: ChartTheme,
  layout: ChartLayout,
): JsonObject {
  const x = usersChannel(domain);
  const y = quantityChannel("efficiency", [0, 1.1], {
    values: [0, 0.5, 1],
    labelExpr: "format(datum.value * 100, 'd') + ' %'",
  });
  const share = (point: CurvePoint): Estimate => {
    const ideal = rate * point.users;
    const { value, low, high, basis } = predictedThroughput(plan, point);
    return { value: value / ideal, low: low / ideal, high: high / ideal, basis };
  };
  return {
    width: layout.plotWidth,
    height: Math.round(EFFICIENCY_HEIGHT * layout.plotHeight),
    layer: [
      ...curveLayers(plan.points, share, domain, { x, y }, { color: theme.series[2] }),
      ...measuredLayers(
        plan,
        (level) => {
          const throughput = shownThroughput(plan, level);
          return throughput === undefined ? undefined : throughput / (rate * level.users);
        },
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

function idealLine(rate: number, reach: number, end: number) {
  const users = Math.min(end, reach / rate);
  return [
    { users: 0, value: 0 },
    { users, value: users * rate },
  ];
}

/** What the picture shows: where throughput saturates, and what is left of the ideal. */
export function throughputSentence(plan: PlanResult): string {
  const rate = lightLoadRate(plan);
  const { knee, peak } = plan.limits;
  const ceiling = formatOpenValue(peak.throughput, formatThroughput);
  if (isUntold(knee)) {
    const untold = "The data do not tell where throughput saturates";
    const least = formatThresholdValue(knee);
    return least.startsWith("at least")
      ? `${untold}: ${least} users; the ceiling is ${ceiling}`
      : `${untold}; the ceiling is ${ceiling}`;
  }
  if (knee.value === null)
    return `No saturation up to ${formatThresholdValue(knee).replace("beyond ", "")} users; the largest throughput is ${ceiling}`;
  const last = shownLevels(plan).findLast((level) => level.throughput !== undefined);
  const reached = last === undefined ? undefined : shownThroughput(plan, last);
  const share =
    last === undefined || reached === undefined || rate === null || last.users <= knee.value
      ? ""
      : `; at ${last.users} users ${formatShare(reached / (rate * last.users))} of the ideal is left`;
  return `Throughput saturates past ${formatThresholdValue(knee)} users, at ${ceiling}${share}`;
}
