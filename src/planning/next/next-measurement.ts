/** The next measurement worth making. */
import { entryAt } from "../../entry-at.ts";
import { checkObjectives } from "../../limits/objectives/check-objectives.ts";
import { platformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { endpointTable } from "../predict/endpoint-table.ts";
import { changeDraw } from "../what-if/change-drawn.ts";
import { type PlausibleGroup, plausibleGroups } from "../what-if/plausible-groups.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import { NOTICEABLE } from "../what-if/told/noticeable.ts";
import { candidateChanges } from "./candidate-changes.ts";
import { candidateLevels } from "./candidate-levels.ts";
import type { NextResult } from "./next-result.ts";
import { rankMeasurements } from "./rank-measurements.ts";
import { answerGroups } from "./yes-or-no.ts";

export interface NextOptions {
  readonly seed: number;
  /** Changes to be tried; the usual ones without them. */
  readonly changes?: readonly Scenario[];
  readonly minutesPerLevel?: number;
  readonly setupMinutes?: number;
  readonly top?: number;
  /** What the measurement is to answer; without it which hypothesis is true and where it breaks. */
  readonly question?: NextQuestion;
  readonly onProgress?: (done: number) => void;
}

/** A limit: where the platform breaks. A verdict: whether a load is held. A change: whether it gains. */
export type NextQuestion =
  | { readonly about: "limit" }
  | { readonly about: "verdict"; readonly users: number }
  | { readonly about: "change"; readonly change: Scenario };

export const MINUTES_PER_LEVEL = 5;
const SETUP_MINUTES = 30;
const TOP = 5;

/**
 * Weighs every measured level, the loads between and up to twice the largest, as the platform is
 * and after changes, by what a run there would tell: which hypothesis is true, and where the
 * platform breaks. Works with one hypothesis, too.
 *
 * @throws ScenarioError where a wanted change makes no sense on this platform
 */
export function nextMeasurement(
  fitted: FittedCampaign,
  policy: Policy,
  options: NextOptions,
): NextResult {
  const { maxUsers } = fitted.search;
  const { question } = options;
  const groups = groupsAsked(fitted, policy, question);
  const changes =
    options.changes ??
    (question?.about === "change"
      ? [question.change]
      : candidateChanges(endpointTable(fitted.campaign)));
  const wanted = options.top ?? TOP;
  const found = rankMeasurements({
    groups,
    breakingPoints: groups.map(({ draws }) =>
      draws.map((draw) => platformLimits(draw, policy, maxUsers).breakingPoint),
    ),
    levels: candidateLevels(
      fitted.campaign.levels.map(({ users }) => users),
      maxUsers,
    ),
    maxUsers,
    changes,
    optional: options.changes === undefined && question?.about !== "change",
    minutesPerLevel: options.minutesPerLevel ?? MINUTES_PER_LEVEL,
    setupMinutes: options.setupMinutes ?? SETUP_MINUTES,
    top: Math.max(wanted, MOST_RANKED),
    ...(question === undefined ? {} : { counts: countsFor(question) }),
    seed: options.seed,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const { incidents } = fitted.audit;
  return {
    ...found,
    ranked: found.ranked.slice(0, wanted),
    reruns: found.ranked.filter(
      ({ users, change }) => change === null && incidents.includes(users),
    ),
    known:
      question !== undefined && question.about !== "limit" && groups.length === 1
        ? (groups[0]?.hypothesis.title ?? null)
        : null,
    question: question === undefined ? null : questionWords(question),
    assumptions: assumptionsOf(fitted),
  };
}

/** Ranked and not told, so that levels with an incident are among them. */
const MOST_RANKED = 1000;

/** The hypotheses; where a verdict or a change is asked about, the answers in their place. */
function groupsAsked(
  fitted: FittedCampaign,
  policy: Policy,
  question: NextQuestion | undefined,
): readonly PlausibleGroup[] {
  const groups = plausibleGroups(fitted);
  if (question === undefined || question.about === "limit") return groups;
  const { picks } = fitted.hypotheses;
  const { maxUsers } = fitted.search;
  if (question.about === "verdict") {
    const load = formatUsers(question.users);
    return answerGroups(groups, picks, {
      titles: [`${load} are held`, `${load} are not held`],
      isYes: (group, draw) =>
        holdsAt(entryAt(entryAt(groups, group).draws, draw), policy, question.users),
    });
  }
  const { change } = question;
  const breaks = (platform: PlausiblePlatform) =>
    platformLimits(platform, policy, maxUsers).breakingPoint ?? maxUsers;
  return answerGroups(groups, picks, {
    titles: [`${change.title} gains 5 % or more`, `${change.title} gains less than 5 %`],
    isYes: (group, draw) => {
      const before = breaks(entryAt(entryAt(groups, group).draws, draw));
      return breaks(changedDraw(entryAt(groups, group), draw, change)) >= before * (1 + NOTICEABLE);
    },
  });
}

function changedDraw(group: PlausibleGroup, draw: number, change: Scenario): PlausiblePlatform {
  try {
    return changeDraw(group, draw, change).plausible;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(change.title, error.message);
  }
}

function holdsAt(platform: PlausiblePlatform, policy: Policy, users: number): boolean {
  return checkObjectives([platform], policy, users, "assumed").probability > 0.5;
}

const countsFor = ({ about }: NextQuestion) => (about === "limit" ? "breaking point" : "label");

function questionWords(question: NextQuestion): string {
  switch (question.about) {
    case "limit":
      return "where the platform breaks";
    case "verdict":
      return `whether ${formatUsers(question.users)} are held`;
    case "change":
      return `whether ${question.change.title} gains`;
  }
}

function assumptionsOf({ hypotheses, draws }: FittedCampaign): string[] {
  const rates = draws.flatMap(({ rateLimit }) => rateLimit ?? []);
  const scale = (factor: number) => factor.toFixed(1);
  const scales = hypotheses.members.map(({ posterior: { fit } }) => fit.noiseScale);
  const ends = [...new Set([Math.min(...scales), Math.max(...scales)].map(scale))];
  return [
    ...(rates.length === 0
      ? []
      : [
          `The platform's own rate limit of ${formatThroughput(intervalOf(rates).value)} stays in force: lift it for a test to learn what lies behind it, which no load tells.`,
        ]),
    `Runs are taken to differ from an explanation as the measured ones do: ${ends.join(" to ")} times as much as runs usually differ.`,
    ...(hypotheses.explains
      ? []
      : [
          "No explanation follows the measured figures as closely as repeated runs agree: what tells them apart is told roughly, and none may be true.",
        ]),
  ];
}
