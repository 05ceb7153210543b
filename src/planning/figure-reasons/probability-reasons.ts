/** Why the objectives hold at a load with the probability that `check` and `plan` print. */

import type { CheckResult } from "../../limits/check-result.ts";
import {
  type DrawnObjective,
  drawnObjectives,
  holdingDraws,
} from "../../limits/objectives/drawn-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Share } from "../../units.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { checkLaunch } from "../check/check-launch.ts";
import { answersByHypothesis } from "../fit/answers-by-hypothesis.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { byExplanation } from "../limit-reasons/interval-ends.ts";
import type { LimitInput } from "../limit-reasons/limit-explanation.ts";
import type { FigureExplanation } from "./figure-explanation.ts";
import { probabilityRows } from "./probability-rows.ts";

/** Rows that are told, the strongest first. */
const MOST_ROWS = 10;

/**
 * @param served of a launch that is stated in requests: with what probability so many are served; null elsewhere
 * @throws RangeError unless users is a whole number ≥ 1
 */
export function probabilityReasons(
  fitted: FittedCampaign,
  policy: Policy,
  users: number,
  served: Share | null = null,
): FigureExplanation {
  const { draws, search } = fitted;
  const check = checkLaunch(fitted, policy, users, policy.safeLimit.confidence);
  const objectives = drawnObjectives(draws, policy, users, search.widening);
  const holding = holdingDraws(objectives, draws.length);
  return {
    figure: "probability",
    users,
    title: `Probability that all objectives hold at ${formatUsers(users)}`,
    unit: "share",
    value: Math.min(check.probability, served ?? 1),
    low: null,
    high: null,
    basis: search.basisAt(users),
    draws: draws.length,
    ...(check.unreached ? { alone: true as const } : {}),
    formula: formulaOf(served, draws.length),
    inputs: inputsOf(check, served),
    rows: probabilityRows(fitted, objectives, users)
      .filter(({ change }) => change !== 0)
      .slice(0, MOST_ROWS),
    ends: [
      ...(objectives.length === 0
        ? ["The policy asks for no objective, so that all hold."]
        : [
            `${holding} of ${draws.length} platforms that explain the measurements hold all of them${firstFailing(objectives)}.`,
            `It has no interval of its own: the intervals of its inputs are in it, and it is told no finer than one of ${draws.length} platforms.`,
          ]),
      ...byExplanation(answersByHypothesis(fitted, policy, users), (one) =>
        formatProbability(one.probability, one.draws),
      ),
    ],
  };
}

function formulaOf(served: Share | null, draws: number): string {
  const counted = `(k + ½) / (n + 1), of n = ${draws} platforms that explain the measurements the k on which all objectives hold at once; no product of the single ones, which rise and fall together`;
  return served === null
    ? counted
    : `the smaller of ${counted}; and the probability that the requests asked for are served`;
}

const names = {
  mean: "mean",
  p95: "P95",
  p99: "P99",
  errorRate: "errors",
  refused: "turned away",
} as const;

function inputsOf({ objectives, draws }: CheckResult, served: Share | null): readonly LimitInput[] {
  const each = objectives.flatMap(({ name, limit, predicted, probability }) => {
    const isShare = name === "errorRate" || name === "refused";
    const bound = isShare ? formatShareBound(limit) : formatBound(limit);
    const { value, low, high } = predicted;
    return [
      {
        name: `${names[name]}, ${bound} allowed`,
        ...{ value, low, high },
        unit: isShare ? ("share" as const) : ("s" as const),
      },
      probable(`P(${names[name]} ≤ ${bound})`, probability, draws),
    ];
  });
  return served === null
    ? each
    : [...each, probable("P(the requests asked for are served)", served, draws)];
}

function probable(name: string, value: Share, draws: number): LimitInput {
  return { name, value, low: null, high: null, unit: "share", draws };
}

/** "; P95 fails on 5 of them, the mean on 2", of those that fail any. */
function firstFailing(objectives: readonly DrawnObjective[]): string {
  const each = objectives
    .map(({ name, values, limit }) => ({
      name,
      failing: values.filter((value) => !(value <= limit)).length,
    }))
    .filter(({ failing }) => failing > 0)
    .toSorted((a, b) => b.failing - a.failing)
    .map(({ name, failing }) => `${names[name]} fails on ${failing}`);
  return each.length === 0 ? "" : `; ${each.join(", ")}`;
}
