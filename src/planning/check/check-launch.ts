/** The launch gate: pass, fail, or not known well enough. */

import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import { type FoundLimits, findLimits } from "../../limits/find-limits.ts";
import { bracketAt } from "../../limits/hold-against-levels.ts";
import type { Limits } from "../../limits/limits.ts";
import { checkObjectives, type ObjectivesAt } from "../../limits/objectives/check-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import { requireShare } from "../../require.ts";
import type { Share } from "../../units.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { hypothesisReasons } from "../fit/hypothesis-reasons.ts";
import { predict } from "../predict/predict.ts";
import { highestGoodLoad } from "./thin-data.ts";
import { tokenChecks, tokenReasons } from "./token-checks.ts";

/**
 * Passes where all objectives hold with at least the confidence asked for and the load is within
 * the breaking point's safety margin; fails where they fail with that confidence, or the load is
 * past the margin for sure. Where the data do not reach the limits a load above the heaviest that
 * was measured good is not known, nor is one that the model fails though it was measured good.
 *
 * @throws RangeError unless users is a whole number ≥ 1 and the confidence a share
 */
export function checkLaunch(
  fitted: FittedCampaign,
  policy: Policy,
  users: number,
  confidence: Share,
): CheckResult {
  requireShare("confidence", confidence);
  const { draws, search } = fitted;
  const asked = { ...policy, safeLimit: { ...policy.safeLimit, confidence } };
  const found = findLimits(draws, asked, search);
  const { limits, contradictions } = found;
  const { probability, objectives } = objectivesAt(fitted, policy, users);
  const margin = policy.safeLimit.safetyFactor;
  const insideMargin = probabilityOf(
    breakingPoints(found).filter((breaks) => users * margin <= breaks).length,
    draws.length,
  );
  const good = goodUpTo(fitted, policy);
  // That a rate limit turns requests away is known beyond it, too.
  const refused = objectives.some(
    (one) => one.name === "refused" && one.probability <= 1 - confidence,
  );
  const unreached = !refused && search.measured?.reachLimits === false && users > good;
  const fails =
    1 - probability >= confidence ||
    (1 - insideMargin >= confidence && limits.breakingPoint.basis !== "withheld");
  const far = users > search.maxUsers;
  const seenGood = highestGoodLoad(fitted.observations, policy);
  // The objectives hold: what is missing is the margin, and that is told first.
  const nearMargin = probability >= confidence && users > limits.safeLimit.value;
  const tokens = tokenChecks(limits.tokenLimits ?? [], users);
  const unseen = seenGood !== null && users > seenGood;
  const verdict =
    probability >= confidence && users <= limits.safeLimit.value
      ? "pass"
      : (fails && !unreached && users > good) || tokens.some((one) => one.verdict === "fails")
        ? "fail"
        : "unknown";
  return {
    users,
    verdict: (far || unseen) && verdict === "pass" ? "unknown" : verdict,
    probability,
    draws: draws.length,
    objectives,
    ...(unreached ? { unreached } : {}),
    ...(tokens.length === 0 ? {} : { tokens }),
    safeLimit: limits.safeLimit.value,
    reasons: [
      ...contradictions.map(({ message }) => message),
      ...tokenReasons(tokens, users),
      ...(unreached ? [unreachedReason(good)] : []),
      ...(nearMargin
        ? [
            marginReason(users, margin, insideMargin, draws.length),
            ...aboveSafeLimit(users, limits),
          ]
        : []),
      ...objectiveReasons(objectives, users, confidence, draws.length)
        .map((reason) =>
          tokens.length === 0 ? reason : reason.replace(/^Every objective/, "$& on whole answers"),
        )
        .map((reason) => (unreached ? reason.replace(/\.$/, ", by the models alone.") : reason)),
      ...(nearMargin ? [] : [marginReason(users, margin, insideMargin, draws.length)]),
      ...hypothesisReasons(fitted, policy, users, confidence),
      ...incidentReasons(fitted, users),
      ...(unseen ? [thinReason(seenGood)] : []),
      ...(far
        ? [
            `${formatUsers(users)} lie beyond ${formatCount(search.maxUsers)}, where predictions stop (twice the largest measured load).`,
          ]
        : []),
    ],
    remedy: verdict === "pass" ? null : remedyFor(verdict, users, limits.safeLimit.value),
  };
}

/** The figures as the curve has them, held against the measured levels. */
function objectivesAt(fitted: FittedCampaign, policy: Policy, users: number): ObjectivesAt {
  const { draws, search } = fitted;
  const found = checkObjectives(draws, policy, users, search.basisAt(users), search.widening);
  const [point] = predict(fitted, policy, [users]);
  if (point === undefined) return found;
  const { errorRate, refusedShare: refused } = point;
  const figures = { ...point.responseTime, errorRate, refused };
  return {
    ...found,
    objectives: found.objectives.map((one) => ({ ...one, predicted: figures[one.name] })),
  };
}

/** Where the draws break, within what the measured levels leave. */
function breakingPoints({ limits, ofDraws }: FoundLimits): readonly number[] {
  const { low, high } = limits.breakingPoint;
  return ofDraws.map(({ breakingPoint }) =>
    Math.min(
      Math.max(breakingPoint ?? Number.POSITIVE_INFINITY, low ?? 0),
      high ?? Number.POSITIVE_INFINITY,
    ),
  );
}

/** The heaviest load at which all objectives were measured to hold; 0 without one. */
function goodUpTo({ search }: FittedCampaign, { objectives, refused }: Policy): number {
  if (search.measured === undefined) return 0;
  return bracketAt(search.measured, { ...objectives, refused }).good ?? 0;
}

function aboveSafeLimit(users: number, { safeLimit }: Limits): string[] {
  const { value, limitedBy } = safeLimit;
  return users <= value
    ? []
    : [
        `${formatUsers(users)} lie above the safe limit of ${formatUsers(value)}, limited by ${limitedBy}.`,
      ];
}

function unreachedReason(good: number): string {
  return good === 0
    ? "The measured loads do not reach the limits, and none was measured good: what happens at other loads is not known."
    : `The measured loads do not reach the limits: what happens above ${good} users, the heaviest measured good, is not known.`;
}

const labels = {
  mean: "mean",
  p95: "P95",
  p99: "P99",
  errorRate: "error rate",
  refused: "what a rate limit may turn away",
} as const;

function objectiveReasons(
  objectives: readonly ObjectiveCheck[],
  users: number,
  confidence: Share,
  draws: number,
): string[] {
  const percent = (share: Share) => formatProbability(share, draws);
  const doubtful = objectives.filter(({ probability }) => probability < confidence);
  if (doubtful.length === 0) {
    return [
      `Every objective holds at ${formatUsers(users)} with at least ${Math.round(100 * confidence)} %.`,
    ];
  }
  return doubtful
    .toSorted((a, b) => a.probability - b.probability)
    .map(({ name, probability }) =>
      probability <= 1 - confidence
        ? `The objective for ${labels[name]} fails at ${formatUsers(users)} (holds with ${percent(probability)}).`
        : `Whether the objective for ${labels[name]} holds at ${formatUsers(users)} is not known well enough (${percent(probability)}).`,
    );
}

function marginReason(users: number, margin: number, insideMargin: Share, draws: number): string {
  const percent = (share: Share) => formatProbability(share, draws);
  const past = `${formatUsers(users)} × ${margin} = ${formatCount(users * margin)}`;
  return insideMargin > 0.5
    ? `${past} stays below the breaking point with ${percent(insideMargin)}.`
    : `${past} is past the breaking point with ${percent(1 - insideMargin)}: the safety margin is gone.`;
}

function thinReason(seenGood: number): string {
  const to = seenGood > 0 ? `beyond ${seenGood} users, the highest measured good` : "anywhere";
  return `Fewer than three loads have response times: they do not show where times bend, and no load passes ${to}.`;
}

/** An incident at or below the load is no limit, but nobody should launch without knowing of it. */
function incidentReasons({ audit }: FittedCampaign, users: number): string[] {
  const met = audit.incidents.filter((level) => level <= users);
  if (met.length === 0) return [];
  return [
    `The measurement at ${met.join(", ")} users had an incident whose errors are in no limit: rerun it before a launch.`,
  ];
}

function remedyFor(verdict: "fail" | "unknown", users: number, safeLimit: number): string {
  if (verdict === "unknown") {
    return `measure a level at ${formatUsers(users)} and repeat the levels next to it, or see headroom next`;
  }
  return safeLimit > 0
    ? `let in at most ${safeLimit} users, or see headroom what-if for changes that raise the limit`
    : "no load holds the objectives: see headroom what-if for changes that raise the limit";
}
