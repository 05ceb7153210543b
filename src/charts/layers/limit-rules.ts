import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { isUntold } from "../../stats/estimate.ts";
import { formatThresholdRange } from "../../wording/format-threshold.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { placeRuleLabels } from "../places/place-rule-labels.ts";
import { type ChartLayout, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { ChartTheme } from "./theme.ts";

interface LimitRule {
  readonly users: number;
  readonly text: string;
  readonly color: string;
  /** Null: a solid line. */
  readonly dash: readonly number[] | null;
}

const ROW = 17;

/**
 * Safe limit and breaking point as rules with their names above the plot, and the
 * breaking point's 90 % interval as a strip. What was not found is not drawn.
 */
export function limitRules(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
  layout: ChartLayout = chartLayout(),
): JsonObject[] {
  const [, end] = domain;
  const { plotWidth, axisWidth, sideWidth, fontSize } = layout;
  const wanted = rulesOf(plan, theme, layout).filter(({ users }) => users > 0);
  const rules = wanted.filter(({ users }) => users <= end);
  const beyond = wanted.filter(({ users }) => users > end);
  const labels = placeRuleLabels(
    rules.map(({ users, text }) => ({ x: (users / end) * plotWidth, text })),
    { left: -axisWidth, right: plotWidth + sideWidth },
    fontSize,
  );
  const rowAt = (row: number) => -10 - ROW * row;
  const name = (text: string, left: number, row: number, rule: LimitRule): JsonObject => ({
    data: { values: [{ text }] },
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      fontWeight: "bold",
      color: rule.color,
    },
    encoding: {
      x: { value: left },
      y: { value: rowAt(row) },
      text: { field: "text", type: "nominal" },
    },
  });
  const past = placeRuleLabels(
    beyond.map(({ text }) => ({ x: plotWidth, text: `${text} →` })),
    { left: -axisWidth, right: plotWidth },
    fontSize,
  );
  return [
    ...intervalStrip(plan, domain, x, theme),
    // Past the shown loads: its name at the edge, with an arrow instead of a rule.
    ...beyond.map((rule, i) => name(`${rule.text} →`, past[i]?.left ?? 0, rules.length + i, rule)),
    ...rules.flatMap((rule, i) => {
      const { left = 0, row = 0 } = labels[i] ?? {};
      return [
        {
          data: { values: [{ users: rule.users }] },
          mark: {
            type: "rule",
            color: rule.color,
            strokeWidth: 2,
            ...(rule.dash === null ? {} : { strokeDash: rule.dash }),
          },
          encoding: { x, y: { value: rowAt(row) - 7 }, y2: { value: layout.plotHeight } },
        },
        name(rule.text, left, row, rule),
      ];
    }),
  ];
}

/** Pixels from the left of everything upright that a note must not lie on. */
export function limitPlaces(
  { limits }: PlanResult,
  domain: readonly [number, number],
  { plotWidth }: ChartLayout,
): readonly number[] {
  return [limits.safeLimit.value, limits.breakingPoint.value ?? 0]
    .filter((users) => users > 0 && users <= domain[1])
    .map((users) => (users / domain[1]) * plotWidth);
}

/** Ascending in users: the safe limit never lies past the breaking point. */
function rulesOf(plan: PlanResult, theme: ChartTheme, { size }: ChartLayout): LimitRule[] {
  const { safeLimit, breakingPoint } = plan.limits;
  const safe = {
    users: safeLimit.value,
    text: `safe limit ${formatUsers(safeLimit.value)}`,
    color: theme.safe,
    dash: null,
  };
  if (breakingPoint.value === null) return [safe];
  const range = formatThresholdRange(breakingPoint);
  const called = size === "column" ? "breaks at" : "breaking point";
  return [
    safe,
    {
      users: breakingPoint.value,
      text: `${called} ${formatCount(breakingPoint.value)} (${range})`,
      color: theme.alarm,
      dash: [7, 3],
    },
  ];
}

/** How to read the strip of the breaking point's interval; nothing where none is drawn. */
export function stripWords(
  { limits: { breakingPoint } }: PlanResult,
  domain: readonly [number, number],
): readonly string[] {
  return isStripShown(breakingPoint, domain)
    ? ["Upright strip: 90 % interval of the breaking point."]
    : [];
}

function isStripShown(
  breakingPoint: PlanResult["limits"]["breakingPoint"],
  domain: readonly [number, number],
): boolean {
  const { low } = breakingPoint;
  return low !== null && low <= domain[1] && !isUntold(breakingPoint);
}

function intervalStrip(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const { low, high } = plan.limits.breakingPoint;
  if (low === null || !isStripShown(plan.limits.breakingPoint, domain)) return [];
  return [
    {
      data: { values: [{ users: low, to: Math.min(high ?? domain[1], domain[1]) }] },
      mark: { type: "rect", color: theme.alarm, opacity: 0.2 },
      encoding: { x, x2: { field: "to" } },
    },
  ];
}
