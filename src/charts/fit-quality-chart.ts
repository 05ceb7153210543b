/** Picture 9: weights of the hypotheses, what each figure is missed by, and what was learned. */

import type { HypothesisSummary, PlanResult } from "../planning/plan/plan-result.ts";
import { shownLevels } from "../planning/plan/shown-levels.ts";
import { byWeight, formatWeight } from "../report/hypothesis-words.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "./layers/chart-spec.ts";
import { likeliestWords, shownHypotheses } from "./layers/shown-hypotheses.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { parameterPanel } from "./panels/parameter-panel.ts";
import { type Miss, residualPanel } from "./panels/residual-panel.ts";
import { weightPanel } from "./panels/weight-panel.ts";

/** Panels that each kind of picture has room for. */
const parts = {
  page: { hypotheses: 2, parameters: 8 },
  slide: { hypotheses: 0, parameters: 0 },
  column: { hypotheses: 1, parameters: 0 },
} as const;

export function fitQualityChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const list = byWeight(plan.hypotheses.list);
  const { hypotheses, parameters } = parts[layout.size];
  const shown = shownHypotheses(plan.hypotheses).slice(0, hypotheses);
  const [first] = shown;
  const isAlone = list.length < 2;
  const learned = parameters === 0 ? [] : (first?.parameters.slice(0, parameters) ?? []);
  const left = (first?.parameters.length ?? 0) - learned.length;
  const likeliest = shownHypotheses(plan.hypotheses).length;
  const misses = [
    {
      title: !isAlone
        ? "What the limits rest on: all explanations by their chances"
        : "What the limits rest on",
      list: mixtureMisses(plan),
    },
    // Of one alone they are the same.
    ...(list.length > 1 ? shown : []).map((one) => ({
      title: `${one.title} (${formatWeight(one.weight)})`,
      list: missesOf(one),
    })),
  ];
  const panels: JsonObject[] = [
    // The weight of one alone says nothing.
    ...(!isAlone ? [weightPanel(shownHypotheses(plan.hypotheses), list, theme, layout)] : []),
    ...misses.map((one, i) =>
      residualPanel(one.title, one.list, theme, layout, {
        explained: i === misses.length - 1,
        last: i === misses.length - 1,
      }),
    ),
    ...(first === undefined || learned.length === 0
      ? []
      : [parameterPanel(`${first.title}: what was learned`, learned, theme, layout)]),
  ];
  return {
    ...chartFrame(
      theme,
      {
        title: fitQualitySentence(plan),
        subtitle: [
          ...(isAlone
            ? []
            : ["Chances: by predicting levels that were left out, with one standard error."]),
          "Marks: one measured figure each, side by side at their load; on the line fit and measurement agree.",
          ...(isAlone || shown.length === 0 || shown.length >= likeliest
            ? []
            : [likeliestWords(shown.length, likeliest)]),
          ...(learned.length === 0
            ? []
            : [
                `Bars below: 90 % of what was believed before (pale) and after the measurements (bold)${left > 0 ? `, the first ${learned.length} of ${learned.length + left} unknowns` : ""}.`,
              ]),
        ].join(" "),
      },
      layout,
    ),
    spacing: 22,
    bounds: "full",
    vconcat: panels,
    // Each panel has loads of its own, whose width marks are moved within.
    resolve: { scale: { xOffset: "independent" } },
  };
}

/** What the predicted curve, from which the limits are read, misses at measured loads. */
function mixtureMisses(plan: PlanResult): Miss[] {
  const { points } = plan;
  const names = ["mean", "p50", "p90", "p95", "p99"] as const;
  return shownLevels(plan)
    .filter(({ quality }) => quality === "measured")
    .flatMap((level): Miss[] => {
      const point = points.find(({ users }) => users === level.users);
      if (point === undefined) return [];
      const figures = [
        ["throughput", level.throughput, point.throughput.value] as const,
        ...names.map(
          (name) => [name, level.responseTime[name], point.responseTime[name].value] as const,
        ),
      ];
      return figures.flatMap(([quantity, measured, fitted]) =>
        measured === undefined || measured <= 0
          ? []
          : [{ users: level.users, quantity, ofEndpoint: false, ratio: fitted / measured }],
      );
    });
}

function missesOf({ residuals }: HypothesisSummary): Miss[] {
  return residuals.map(({ users, quantity, endpoint, measured, fitted }) => ({
    users,
    quantity,
    ofEndpoint: endpoint !== null,
    ratio: fitted / measured,
  }));
}

/** What the picture shows: whether the data tell which hypothesis is right. */
export function fitQualitySentence(plan: PlanResult): string {
  const { hypotheses } = plan;
  const list = byWeight(hypotheses.list);
  const first = list[0];
  if (first === undefined) return "No explanation could be fitted";
  if (list.length === 1)
    return `One explanation was fitted, “${first.title}”${missedWords(mixtureMisses(plan))}`;
  return hypotheses.best === null
    ? `“${first.title}” leads with ${formatWeight(first.weight)}, but the data cannot tell which explanation is right`
    : `“${first.title}” predicts left-out levels best, by more than two standard errors`;
}

/** ": half of the figures are missed by less than 3.0 %, P99 at 300 users by most, 34 %" */
function missedWords(misses: readonly Miss[]): string {
  const sized = misses
    .filter(({ ratio }) => ratio > 0)
    .map((miss) => ({ ...miss, size: Math.abs(miss.ratio - 1) }))
    .toSorted((a, b) => a.size - b.size);
  const worst = sized.at(-1);
  const middle = sized[Math.floor(sized.length / 2)];
  if (worst === undefined || middle === undefined || sized.length < 3) return "";
  const quantity = /^p\d/.test(worst.quantity) ? worst.quantity.toUpperCase() : worst.quantity;
  return `: half of the figures are missed by at most ${formatShare(middle.size)}, ${quantity} at ${formatUsers(worst.users)} by ${formatShare(worst.size)}`;
}
