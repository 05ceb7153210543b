/** Every figure that is printed of a load: formula, inputs, rows that move it, what its interval is. */

import { platformAt } from "../../limits/platform-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { keysOf } from "../../record.ts";
import type { Share } from "../../units.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { RowInfluence } from "../limit-reasons/limit-explanation.ts";
import { mixedSlopes, strongest } from "../limit-reasons/row-slopes.ts";
import { predict } from "../predict/predict.ts";
import { countedErrorRows } from "./counted-error-rows.ts";
import { figureReadings, type LoadFigure } from "./figure-at.ts";
import { endsOfFigure } from "./figure-ends.ts";
import type { ExplainedFigure, FigureExplanation } from "./figure-explanation.ts";
import { type FigureGround, formulaOf, inputsOf } from "./figure-inputs.ts";
import { probabilityReasons } from "./probability-reasons.ts";
import { zeroReason } from "./zero-reason.ts";

/** Rows that are told of each figure, the strongest first: the others move it less. */
const MOST_ROWS = 10;

/** What is asked about. */
export interface FigureLoad {
  readonly users: number;
  /** Of a launch that is stated in requests: with what probability so many are served; null elsewhere. */
  readonly served: Share | null;
}

/**
 * The same numbers as `predict` and `check` have them, in the order asked for. What a rate limit turns away
 * is told where one of several is asked for and there is a limit.
 *
 * @throws RangeError unless users is a whole number ≥ 1
 */
export function figureReasons(
  fitted: FittedCampaign,
  policy: Policy,
  { users, served }: FigureLoad,
  names: readonly ExplainedFigure[],
): readonly FigureExplanation[] {
  const refuses = fitted.draws.some(({ rateLimit }) => rateLimit !== null);
  const asked = names.filter((name) => name !== "refused" || refuses || names.length === 1);
  const ofLoad = asked.filter((name) => name !== "probability");
  const found = [
    ...loadReasons(fitted, policy, users, ofLoad),
    ...(asked.length > ofLoad.length ? [probabilityReasons(fitted, policy, users, served)] : []),
  ];
  return asked.flatMap((name) => found.filter(({ figure }) => figure === name));
}

function loadReasons(
  fitted: FittedCampaign,
  policy: Policy,
  users: number,
  figures: readonly LoadFigure[],
): readonly FigureExplanation[] {
  const [point] = predict(fitted, policy, [users]);
  if (point === undefined || figures.length === 0) return [];
  const points = fitted.draws.map((draw) => platformAt(draw, users)(users));
  const ground: FigureGround = { fitted, users, point, points };
  const rows = rowsOf(fitted, users, figures);
  return figures.map((figure) => {
    const { title, unit, ofCurve } = figureReadings[figure];
    const zero = zeroReason(figure, ground);
    return {
      ...{ figure, users, title: `${title} at ${formatUsers(users)}`, unit },
      ...ofCurve(point),
      formula: zero?.formula ?? formulaOf(figure, ground),
      inputs: inputsOf(figure, ground),
      rows: rows(figure)
        .filter(({ change }) => change !== 0)
        .slice(0, MOST_ROWS),
      // What is nothing on every platform has no ends.
      ends: [
        ...(zero?.sentences ?? []),
        ...(zero?.formula ? [] : endsOfFigure(figure, ground, policy)),
      ],
    };
  });
}

/** Errors are counted, not fitted; all others follow the unknowns. */
function rowsOf(
  fitted: FittedCampaign,
  users: number,
  figures: readonly LoadFigure[],
): (figure: LoadFigure) => readonly RowInfluence[] {
  const names = keysOf(figureReadings);
  const slopes = figures.some((figure) => figure !== "errorRate")
    ? mixedSlopes(fitted.hypotheses, {
        numbers: names.length,
        of: (platform: PlausiblePlatform) => {
          const point = platformAt(platform, users)(users);
          return names.map((name) => figureReadings[name].ofDraw(point));
        },
      })
    : [];
  return (figure) =>
    figure === "errorRate"
      ? countedErrorRows(fitted, users)
      : strongest(slopes, names.indexOf(figure));
}
