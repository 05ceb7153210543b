/** What the ends of a figure's interval are, and which draws and levels make them. */

import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { formatRange } from "../../wording/format-interval.ts";
import { inList } from "../../wording/wording.ts";
import {
  type ByExplanation,
  endsByExplanation,
  intervalEnds,
} from "../limit-reasons/interval-ends.ts";
import { widenedPoints } from "../validate/widened-points.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import { figureFormats, figureReadings, type LoadFigure } from "./figure-at.ts";
import type { FigureGround } from "./figure-inputs.ts";

export function endsOfFigure(
  figure: LoadFigure,
  ground: FigureGround,
  policy: Policy,
): readonly string[] {
  const { ofCurve, unit } = figureReadings[figure];
  const format = figureFormats[unit];
  return [
    ...intervalEnds(ofCurve(ground.point), format),
    ...heldSentence(figure, ground, policy),
    ...endMakers(figure, ground),
    ...endsByExplanation(eachExplanation(figure, ground, policy), format),
  ];
}

/** That what was measured moves the ends, where it does. */
function heldSentence(figure: LoadFigure, ground: FigureGround, policy: Policy): readonly string[] {
  const { ofCurve, unit } = figureReadings[figure];
  const format = figureFormats[unit];
  const { fitted, point } = ground;
  const alone = estimateAt(fitted.draws, figure, ground, policy);
  if (alone === null) return [];
  const told = ofCurve(point);
  const drawn = formatRange(alone, format);
  if (drawn === formatRange(told, format)) return [];
  const why =
    figure === "errorRate"
      ? "what was counted at lighter and heavier levels bounds them"
      : "they are moved to reach what was measured at the levels beside this load, to within what two runs differ by";
  return [`The platforms alone have it at ${drawn}: ${why}.`];
}

/** Of which explanations the draws beyond the ends are, where there are several. */
function endMakers(figure: LoadFigure, { fitted, points }: FigureGround): readonly string[] {
  const { ofDraw } = figureReadings[figure];
  const { members, picks } = fitted.hypotheses;
  if (members.length < 2) return [];
  const values = points.map(ofDraw);
  const { low, high } = intervalOf(values);
  const titles = (isBeyond: (value: number) => boolean) => {
    const found = picks.flatMap(({ group }, i) =>
      isBeyond(values[i] ?? Number.NaN)
        ? (members[group]?.posterior.hypothesis.platform.title ?? [])
        : [],
    );
    return inList([...new Set(found)]);
  };
  const [least, most] = [titles((value) => value < low), titles((value) => value > high)];
  return [
    ...(least === "" ? [] : [`The platforms below the lower end are of: ${least}.`]),
    ...(most === "" ? [] : [`The platforms above the upper end are of: ${most}.`]),
  ];
}

function eachExplanation(
  figure: LoadFigure,
  ground: FigureGround,
  policy: Policy,
): readonly ByExplanation[] {
  return ground.fitted.hypotheses.members.flatMap(({ posterior, weight, draws }) => {
    const estimate = estimateAt(draws.map(plausible), figure, ground, policy);
    const { title } = posterior.hypothesis.platform;
    return estimate === null ? [] : [{ title, weight: weight.weight, estimate }];
  });
}

/** As draws have it before it is held against the measured levels; null without a draw. */
function estimateAt(
  draws: FigureGround["fitted"]["draws"],
  figure: LoadFigure,
  { fitted, users }: FigureGround,
  policy: Policy,
): Estimate | null {
  if (draws.length === 0) return null;
  const { basisAt, widening = 1 } = fitted.search;
  const [point] = widenedPoints(predictCurve(draws, [users], policy, basisAt), widening);
  return point === undefined ? null : figureReadings[figure].ofCurve(point);
}
