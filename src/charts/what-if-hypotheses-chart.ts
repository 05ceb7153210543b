/** Picture 5c: the breaking point before and after each change, under each hypothesis that could be true. */

import type { Limits, PlanResult, ScenarioResult } from "../planning/plan/plan-result.ts";
import { scenarioEffect } from "../planning/what-if/scenario-effect.ts";
import { NOTICEABLE } from "../planning/what-if/told/noticeable.ts";
import { gainInWords } from "../report/hypothesis-words.ts";
import { formatShareBound } from "../wording/format-share.ts";
import { formatThresholdRange } from "../wording/format-threshold.ts";
import { formatUsers } from "../wording/format-users.ts";
import { isProtected } from "./findings/protected-from.ts";
import { verdictWords } from "./findings/verdict-words.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import {
  hypothesisTitle,
  likeliestWords,
  shownHypotheses,
  underHypothesis,
} from "./layers/shown-hypotheses.ts";
import { textMark } from "./layers/text-mark.ts";
import { type ChartOptions, type ChartTheme, chartTheme } from "./layers/theme.ts";
import { usersChannel } from "./layers/users-axis.ts";
import {
  headingRow,
  type NamedRow,
  type PlacedRows,
  placeRows,
  rowsFrame,
} from "./places/named-rows.ts";

const ROW = 16;
const MORE = 1.06;

/** What a picture has room for. */
const parts = {
  page: { hypotheses: 6, changes: 24 },
  slide: { hypotheses: 2, changes: 4 },
  column: { hypotheses: 3, changes: 12 },
} as const;

interface Row {
  /** Hypothesis with its weight. */
  readonly name: string;
  readonly before: Limits;
  readonly after: Limits;
  /** The gain in words, or that the lever acts on nothing. */
  readonly text: string;
  readonly moved: boolean;
}

/** The changes that there is room for, and where their rows stand. */
interface Placed {
  readonly told: readonly ScenarioResult[];
  readonly rows: readonly Row[];
  readonly all: readonly NamedRow[];
  readonly placed: PlacedRows;
}

export function whatIfHypothesesChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const frame = rowsFrame(layout, { names: 0.44, words: 0.24 });
  const { hypotheses: most, changes } = parts[layout.size];
  const names = new Set(shownNames(plan).slice(0, most));
  const every = plan.scenarios.filter((one) => !isProtected(one, plan));
  const named = (row: Row): NamedRow => ({
    name: { text: row.name, color: theme.ink },
    words: [{ text: row.text, color: row.moved ? theme.ink : theme.muted }],
    height: ROW,
  });
  const refusing = plan.scenarios
    .filter((one) => isProtected(one, plan))
    .map((scenario): NamedRow => {
      const words = `${verdictWords(scenario, plan)}: no gain`;
      return {
        name: { text: scenario.title, color: theme.ink, isBold: true },
        words: [{ text: words, color: theme.muted }],
        height: ROW,
      };
    });
  const placedOf = (count: number): Placed => {
    const told = mostExpected(every, names, count);
    const groups = told.map((one) => ({ title: one.title, rows: rowsOf(one, names, plan) }));
    const all = [
      ...groups.flatMap((group) => [headingRow(group.title, theme), ...group.rows.map(named)]),
      ...refusing,
    ];
    const placed = placeRows(all, frame, layout);
    return count > 1 && placed.height > layout.rowsHeight
      ? placedOf(Math.min(count, every.length) - 1)
      : { told, rows: groups.flatMap((group) => group.rows), all, placed };
  };
  const { told, rows, all, placed } = placedOf(changes);
  const domain = domainOf(plan, rows);
  const x = usersChannel(domain, { grid: frame.isBeside, tickCount: frame.isBeside ? 4 : 5 });
  const isAlone = plan.hypotheses.list.length < 2;
  const hasArrow = rows.some(({ moved, after }) => moved && after.breakingPoint.value === null);
  const middles = placed.middles.filter((_, i) => all[i]?.height === ROW);
  const layers = rows.flatMap((row, i) => rowLayers(row, middles[i] ?? 0, domain, x, theme));
  return {
    ...chartFrame(
      theme,
      {
        title: whatIfHypothesesSentence(plan),
        subtitle: [
          `Breaking point before (hollow) and after (filled) each change${isAlone ? "" : ", if one explanation is true"}; bars: 90 % interval after, thin: before${hasArrow ? "; arrows: past the loads that are predicted" : ""}.`,
          ...(isAlone ? [] : [likeliestWords(names.size, shownNames(plan).length)]),
          ...(told.length < every.length
            ? [`The ${told.length} of ${every.length} changes that move most.`]
            : []),
        ].join(" "),
      },
      layout,
    ),
    width: frame.plot,
    height: Math.max(placed.height, 2 * ROW),
    layer:
      all.length > 0
        ? [...layers, ...placed.layers]
        : [textMark("No scenario was given.", 12, ROW, { color: theme.muted })],
  };
}

function shownNames({ hypotheses }: PlanResult): readonly string[] {
  return shownHypotheses(hypotheses).map(({ name }) => name);
}

/**
 * Those that move the breaking point most under any of the hypotheses, by how likely it is, in the
 * order they came in.
 */
function mostExpected(
  scenarios: readonly ScenarioResult[],
  names: ReadonlySet<string>,
  most: number,
): readonly ScenarioResult[] {
  const moved = ({ perHypothesis }: ScenarioResult) =>
    Math.max(
      0,
      ...perHypothesis
        .filter(({ name }) => names.has(name))
        .map(({ gain, weight }) => weight * Math.abs(gain.value)),
    );
  const kept = new Set(scenarios.toSorted((a, b) => moved(b) - moved(a)).slice(0, most));
  return scenarios.filter((one) => kept.has(one));
}

function rowsOf(
  scenario: ScenarioResult,
  names: ReadonlySet<string>,
  { hypotheses }: PlanResult,
): Row[] {
  const shown = scenario.perHypothesis.filter(({ name }) => names.has(name));
  return shown
    .toSorted((a, b) => b.weight - a.weight)
    .map((change) => {
      const { before, limits, without } = change;
      const idle = without.length >= scenario.levers.length;
      return {
        name: hypothesisTitle(change, hypotheses),
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
  const at = { value: y };
  const interval = ({ breakingPoint: { low, high } }: Limits, mark: JsonObject): JsonObject => ({
    data: { values: [{ users: low ?? domain[1] / MORE, to: high ?? domain[1] }] },
    mark: { type: "rule", ...mark },
    encoding: { x, x2: { field: "to" }, y: at },
  });
  const line: JsonObject = {
    data: { values: [{ users: end(row.before), to: end(row.after) }] },
    mark: { type: "rule", color, strokeWidth: 2 },
    encoding: { x, x2: { field: "to" }, y: at },
  };
  const point = (users: number, mark: JsonObject): JsonObject => ({
    data: { values: [{ users }] },
    mark: { type: "point", shape: "circle", size: 70, opacity: 1, strokeWidth: 2, ...mark },
    encoding: { x, y: at },
  });
  const beyond = row.after.breakingPoint.value === null;
  const before = interval(row.before, { color: theme.safe, strokeWidth: 1.5 });
  const arrow = beyond ? { shape: "triangle-right", size: 110 } : {};
  return [
    ...(row.moved ? [interval(row.after, { color, strokeWidth: 9, opacity: 0.3 }), line] : []),
    before,
    ...(row.moved ? [point(end(row.after), { fill: color, stroke: color, ...arrow })] : []),
    point(end(row.before), { fill: theme.background, stroke: row.moved ? theme.safe : color }),
  ];
}

function domainOf({ limits }: PlanResult, rows: readonly Row[]): readonly [number, number] {
  const ends = [limits, ...rows.flatMap(({ before, after }) => [before, after])].flatMap(
    ({ breakingPoint: { low, value, high, searchedTo } }) =>
      value === null || high === null ? [searchedTo] : [low ?? 0, value, high],
  );
  return [0, MORE * Math.max(...ends, 1)];
}

/** The change that moves the breaking point most under the heaviest hypothesis. */
export function whatIfHypothesesSentence(plan: PlanResult): string {
  const { scenarios, hypotheses } = plan;
  if (scenarios.length === 0) return "No change was tried";
  const [first] = shownHypotheses(hypotheses);
  if (first === undefined) return "What each change does to the breaking point";
  const changes = scenarios
    .filter((one) => !isProtected(one, plan))
    .flatMap(({ title, perHypothesis }) =>
      perHypothesis.filter(({ name }) => name === first.name).map((change) => ({ title, change })),
    );
  const best = changes
    .filter(({ change }) => scenarioEffect(change) === "helps")
    .reduce<(typeof changes)[number] | null>(
      (a, b) => (a === null || b.change.gain.value > a.change.gain.value ? b : a),
      null,
    );
  const under = underHypothesis(first, hypotheses);
  if (best === null) {
    return `${under}${under === "" ? "No" : "no"} change is likely to move the breaking point up by more than ${formatShareBound(NOTICEABLE)}`;
  }
  const { before, limits } = best.change;
  return `${under}“${best.title}” is likely to gain most: ${formatUsers(before.breakingPoint.value ?? before.breakingPoint.searchedTo)} → ${formatThresholdRange(limits.breakingPoint)}`;
}
