import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { isUntold } from "../../stats/estimate.ts";
import { formatThresholdRange } from "../../wording/format-threshold.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import type { JsonObject } from "./chart-spec.ts";
import { CHART_HEIGHT, type ChartTheme } from "./theme.ts";

interface LimitRule {
  readonly users: number;
  readonly text: string;
  readonly color: string;
  readonly dash: readonly number[];
}

/** Room above the plot that two rows of labels take. */
export const LIMIT_LABEL_HEIGHT = 46;

/**
 * Safe limit and breaking point as rules with their names above the plot, and the
 * breaking point's 90 % interval as a strip. What was not found is not drawn.
 */
export function limitRules(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
  height = CHART_HEIGHT,
): JsonObject[] {
  const [, end] = domain;
  const wanted = rulesOf(plan, theme).filter(({ users }) => users > 0);
  const rules = wanted.filter(({ users }) => users <= end);
  const beyond = wanted.filter(({ users }) => users > end);
  // Labels stand on the side with more room; the row nearer to the plot belongs to the
  // rule whose neighbor would otherwise cross the text.
  const leftOf = rules.some(({ users }) => users > 0.55 * end);
  return [
    ...intervalStrip(plan, domain, x, theme),
    // Past the shown loads: its name at the edge, with an arrow instead of a rule.
    ...beyond.map((rule, i) => ({
      data: { values: [{ users: end, text: `${rule.text} →` }] },
      mark: {
        type: "text",
        align: "right",
        baseline: "middle",
        fontWeight: "bold",
        color: rule.color,
      },
      encoding: {
        x,
        y: { value: -10 - 18 * (rules.length + i) },
        text: { field: "text", type: "nominal" },
      },
    })),
    ...rules.flatMap((rule, i) => {
      const row = leftOf ? i : rules.length - 1 - i;
      const y = -10 - 18 * row;
      return [
        {
          data: { values: [{ users: rule.users }] },
          mark: { type: "rule", color: rule.color, strokeWidth: 2, strokeDash: rule.dash },
          encoding: { x, y: { value: y - 7 }, y2: { value: height } },
        },
        {
          data: { values: [{ users: rule.users, text: rule.text }] },
          mark: {
            type: "text",
            align: leftOf ? "right" : "left",
            dx: leftOf ? -6 : 6,
            baseline: "middle",
            fontWeight: "bold",
            color: rule.color,
          },
          encoding: { x, y: { value: y }, text: { field: "text", type: "nominal" } },
        },
      ];
    }),
  ];
}

/** Ascending in users: the safe limit never lies past the breaking point. */
function rulesOf(plan: PlanResult, theme: ChartTheme): LimitRule[] {
  const { safeLimit, breakingPoint } = plan.limits;
  const safe = {
    users: safeLimit.value,
    text: `safe limit ${formatUsers(safeLimit.value)}`,
    color: theme.safe,
    dash: [1, 0],
  };
  if (breakingPoint.value === null) return [safe];
  const range = formatThresholdRange(breakingPoint);
  return [
    safe,
    {
      users: breakingPoint.value,
      text: `breaking point ${formatCount(breakingPoint.value)} (${range})`,
      color: theme.alarm,
      dash: [7, 3],
    },
  ];
}

function intervalStrip(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const { low, high } = plan.limits.breakingPoint;
  if (low === null || low > domain[1] || isUntold(plan.limits.breakingPoint)) return [];
  return [
    {
      data: { values: [{ users: low, to: Math.min(high ?? domain[1], domain[1]) }] },
      mark: { type: "rect", color: theme.alarm, opacity: 0.25 },
      encoding: { x, x2: { field: "to" } },
    },
  ];
}
