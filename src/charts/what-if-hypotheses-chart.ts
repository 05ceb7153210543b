/** Picture 5c: the breaking point before and after each change, under each hypothesis that could be true. */

import type { Limits, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { formatWeight, gainInWords } from "../report/hypothesis-words.ts";
import { formatThresholdRange } from "../wording/format-threshold.ts";
import { formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { shownHypotheses } from "./layers/shown-hypotheses.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel } from "./layers/users-axis.ts";

const WIDTH = 400;
const ROW = 24;
/** The name of the scenario stands above its rows. */
const HEADING = 30;
const MORE = 1.06;

interface Row {
  /** Hypothesis with its weight. */
  readonly name: string;
  readonly before: Limits;
  readonly after: Limits;
  /** The gain in words, or that the lever acts on nothing. */
  readonly text: string;
  readonly moved: boolean;
}

export function whatIfHypothesesChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const names = new Set(shownHypotheses(plan.hypotheses).map(({ name }) => name));
  const groups = plan.scenarios.map((scenario) => ({
    title: scenario.verdict === "refuses" ? `${scenario.title}, by refusing` : scenario.title,
    rows: rowsOf(scenario, names),
  }));
  const rows = groups.flatMap((group) => group.rows);
  const domain = domainOf(plan, rows);
  const x = usersChannel(domain, { grid: true, tickCount: 6 });
  let top = 0;
  const layers = groups.flatMap((group) => {
    const from = top;
    top += HEADING + ROW * group.rows.length;
    return [
      text(group.title, -NAME_AT, from + HEADING / 2 + 3, "left", theme.ink, true),
      ...group.rows.flatMap((row, i) =>
        rowLayers(row, from + HEADING + ROW * (i + 0.5), domain, x, theme),
      ),
    ];
  });
  return {
    ...chartFrame(theme, {
      title: titleOf(plan, names),
      subtitle:
        names.size === 0
          ? "Breaking point before (hollow) and after (filled) each change; bars: 90 % interval after."
          : "Breaking point before (hollow) and after (filled) each change, if one hypothesis is true; bars: 90 % interval after, arrows: past the loads that are predicted. Hypotheses whose weight could be 5 % or more.",
    }),
    width: WIDTH,
    height: Math.max(top, ROW),
    layer:
      layers.length > 0
        ? layers
        : [text("No scenario was given.", WIDTH / 2, ROW / 2, "left", theme.muted, false)],
  };
}

/** Pixels left of the plot at which names begin. */
const NAME_AT = 270;

function rowsOf(scenario: ScenarioResult, names: ReadonlySet<string>): Row[] {
  const shown = scenario.perHypothesis.filter(({ name }) => names.has(name));
  return shown
    .toSorted((a, b) => b.weight - a.weight)
    .map((change) => {
      const { title, weight, before, limits, without } = change;
      const idle = without.length >= scenario.levers.length;
      return {
        name: `${title} (${formatWeight(weight)})`,
        before,
        after: idle ? before : limits,
        text: idle ? "acts on nothing here" : gainInWords(change),
        moved: !idle,
      };
    });
}

function rowLayers(
  row: Row,
  y: number,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const color = row.moved ? theme.series[0] : theme.muted;
  const end = ({ breakingPoint }: Limits) => breakingPoint.value ?? breakingPoint.searchedTo;
  const { low, high } = row.after.breakingPoint;
  const at = { value: y };
  const bar: JsonObject = {
    data: { values: [{ users: low ?? domain[1] / MORE, to: high ?? domain[1] }] },
    mark: { type: "rule", color, strokeWidth: 9, opacity: 0.3 },
    encoding: { x, x2: { field: "to" }, y: at },
  };
  const line: JsonObject = {
    data: { values: [{ users: end(row.before), to: end(row.after) }] },
    mark: { type: "rule", color, strokeWidth: 2 },
    encoding: { x, x2: { field: "to" }, y: at },
  };
  const point = (users: number, mark: JsonObject): JsonObject => ({
    data: { values: [{ users }] },
    mark: { type: "point", shape: "circle", size: 80, opacity: 1, strokeWidth: 2, ...mark },
    encoding: { x, y: at },
  });
  const beyond = row.after.breakingPoint.value === null;
  return [
    text(row.name, -NAME_AT + 12, y, "left", theme.ink, false),
    ...(row.moved ? [bar, line] : []),
    ...(row.moved
      ? [
          point(end(row.after), {
            fill: color,
            stroke: color,
            ...(beyond ? { shape: "triangle-right", size: 130 } : {}),
          }),
        ]
      : []),
    point(end(row.before), { fill: theme.background, stroke: row.moved ? theme.safe : color }),
    text(row.text, WIDTH + 14, y, "left", row.moved ? theme.ink : theme.muted, false),
  ];
}

function text(
  words: string,
  left: number,
  top: number,
  align: "left" | "right",
  color: string,
  bold: boolean,
): JsonObject {
  return {
    data: { values: [{ words }] },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      color,
      fontWeight: bold ? "bold" : "normal",
    },
    encoding: { x: { value: left }, y: { value: top }, text: { field: "words", type: "nominal" } },
  };
}

function domainOf({ limits }: PlanResult, rows: readonly Row[]): readonly [number, number] {
  const ends = [limits, ...rows.flatMap(({ before, after }) => [before, after])].flatMap(
    ({ breakingPoint: { low, value, high, searchedTo } }) =>
      value === null || high === null ? [searchedTo] : [low ?? 0, value, high],
  );
  return [0, MORE * Math.max(...ends, 1)];
}

/** The change that moves the breaking point most under the heaviest hypothesis. */
function titleOf({ scenarios, hypotheses }: PlanResult, names: ReadonlySet<string>): string {
  if (scenarios.length === 0) return "No change was tried";
  const [first] = shownHypotheses(hypotheses);
  if (first === undefined || names.size === 0) return "What each change does to the breaking point";
  const changes = scenarios
    .filter(({ verdict }) => verdict !== "refuses")
    .flatMap(({ title, perHypothesis }) =>
      perHypothesis.filter(({ name }) => name === first.name).map((change) => ({ title, change })),
    );
  const best = changes.reduce<(typeof changes)[number] | null>(
    (a, b) => (a === null || b.change.gain.value > a.change.gain.value ? b : a),
    null,
  );
  if (best === null || best.change.gain.low <= 0) {
    return `Under ${first.title} (${formatWeight(first.weight)}) no change is sure to move the breaking point up`;
  }
  const { before, limits } = best.change;
  return `Under ${first.title} (${formatWeight(first.weight)}) “${best.title}” gains most: ${formatUsers(before.breakingPoint.value ?? before.breakingPoint.searchedTo)} → ${formatThresholdRange(limits.breakingPoint)}`;
}
