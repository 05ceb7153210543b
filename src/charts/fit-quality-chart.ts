/** Picture 9: weights of the hypotheses, what each figure is missed by, and what was learned. */

import type {
  HypothesesSummary,
  HypothesisSummary,
  PlanResult,
} from "../planning/plan/plan-result.ts";
import { byWeight, formatWeight } from "../report/hypothesis-words.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { shownHypotheses } from "./layers/shown-hypotheses.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { parameterPanel } from "./panels/parameter-panel.ts";
import { type Miss, residualPanel } from "./panels/residual-panel.ts";
import { weightPanel } from "./panels/weight-panel.ts";

export function fitQualityChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const list = byWeight(plan.hypotheses.list);
  const shown = shownHypotheses(plan.hypotheses);
  const panels: JsonObject[] = [
    weightPanel(list, theme),
    ...shown.map((one, i) =>
      residualPanel(
        `${one.title} (${formatWeight(one.weight)}): fitted over measured`,
        missesOf(one),
        theme,
        i === 0,
      ),
    ),
    ...shown
      .slice(0, 1)
      .map((one) => parameterPanel(`${one.title}: what was learned`, one.parameters, theme)),
  ];
  return {
    ...chartFrame(theme, {
      title: titleOf(plan.hypotheses),
      subtitle:
        "Weights: by predicting levels that were left out, with one standard error. Marks: one measured figure each, on the line fit and measurement agree. Bars below: 90 % of what was believed before (pale) and after the measurements (bold).",
    }),
    spacing: 30,
    bounds: "full",
    vconcat: panels,
  };
}

function missesOf({ residuals }: HypothesisSummary): Miss[] {
  return residuals.map(({ users, quantity, endpoint, measured, fitted }) => ({
    users,
    quantity,
    ofEndpoint: endpoint !== null,
    ratio: fitted / measured,
  }));
}

function titleOf(hypotheses: HypothesesSummary): string {
  const list = byWeight(hypotheses.list);
  const first = list[0];
  if (first === undefined) return "No hypothesis could be fitted";
  if (list.length === 1) return `One hypothesis was fitted: ${first.title}`;
  return hypotheses.best === null
    ? `${first.title} leads with ${formatWeight(first.weight)}, but the data cannot tell which hypothesis is right`
    : `${first.title} predicts left-out levels best, by more than two standard errors`;
}
