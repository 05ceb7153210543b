import type { HypothesisChange, Limits } from "../../planning/plan/plan-result.ts";
import { formatWeight } from "../../report/hypothesis-words.ts";
import type { ExplainedLimits } from "../answers.ts";
import type { Legend } from "./shown.ts";

export interface LimitsRow {
  readonly key: string;
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly before: number;
  readonly after: number;
  readonly moved: boolean;
  readonly beyond: boolean;
}

/** Explanations less likely than this are in the table, not in the picture. */
const SHOWN = 0.001;
/** The most that stay readable. */
const MOST = 8;

const at = ({ breakingPoint: { value, searchedTo } }: Limits) => value ?? searchedTo;

function rowOf(one: ExplainedLimits, after: Limits, moved: boolean, note: string): LimitsRow {
  const { low, high, searchedTo, value } = after.breakingPoint;
  return {
    key: one.name,
    title: `${one.title} (${formatWeight(one.weight)})${note}`,
    low: low ?? 0,
    high: high ?? searchedTo,
    before: at(one.limits),
    after: at(after),
    moved,
    beyond: value === null,
  };
}

const heaviest = <T extends { readonly weight: number }>(all: readonly T[]): readonly T[] =>
  all
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ weight }, i) => i === 0 || weight >= SHOWN)
    .slice(0, MOST);

/** One row for each explanation as it is. */
export function todayRows(explained: readonly ExplainedLimits[]): readonly LimitsRow[] {
  return heaviest(explained).map((one) => rowOf(one, one.limits, false, ""));
}

/** One row for each explanation before and after. */
export function changeRows(
  changes: readonly HypothesisChange[],
  levers: number,
): readonly LimitsRow[] {
  return heaviest(changes).map((change) => {
    const idle = change.without.length >= levers;
    const one = { ...change, limits: change.before };
    return rowOf(one, idle ? change.before : change.limits, !idle, idle ? ": acts on nothing" : "");
  });
}

/** The end of the axis: a little past the largest figure. */
export function limitsTo(rows: readonly LimitsRow[]): number {
  const most = rows.reduce((a, { before, after, high }) => Math.max(a, before, after, high), 1);
  return 1.06 * most;
}

/** What the marks are. Where nothing is moved none stands for a setting: the bars are those of the platform as it is. */
export function limitsLegend(moved: boolean, waits: boolean): readonly Legend[] {
  const today: Legend = { text: "as it is", color: "ink", mark: "ring" };
  if (!moved) return [today, { text: "bar: 90 %", color: "muted", mark: "line" }];
  return [
    today,
    waits
      ? { text: "this setting is on its way", color: "muted", mark: "dot" }
      : { text: "this setting, bar: 90 %", color: "c0", mark: "dot" },
  ];
}
