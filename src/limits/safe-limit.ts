/** The load that a team should run at most: a decision by the rule of its policy. */

import { entryAt } from "../entry-at.ts";
import { isUntold } from "../stats/estimate.ts";
import { formatUsers } from "../wording/format-users.ts";
import { bracketAt } from "./hold-against-levels.ts";
import type { Limits } from "./limits.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import type { PlatformLimits } from "./platform-limits.ts";
import type { Policy } from "./policy.ts";
import { roundDown, userSteps } from "./round-down.ts";
import { probabilityOf } from "./summarize-draws.ts";

export interface SafeLimitInput {
  readonly ofDraws: readonly PlatformLimits[];
  /** As the draws have it, and as the measured levels leave it. */
  readonly drawnBreakingPoint: number | null;
  readonly breakingPoint: Limits["breakingPoint"];
  readonly policy: Policy;
  readonly maxUsers: number;
  readonly measured: MeasuredLevels | null;
  /** Whether the draws are of the platform after a change, which no level was measured on. */
  readonly changed: boolean;
}

/**
 * The largest load within the breaking point's margin at which all objectives hold with the
 * confidence asked. Where the data do not reach the limits it is no larger than the heaviest load
 * measured good: what lies above is not known. Where no whole step of the policy is safe, single users
 * are counted: a platform for five has a safe limit, too.
 */
export function safeLimit(input: SafeLimitInput): Limits["safeLimit"] {
  const found = userSteps(input.policy.safeLimit.roundTo).map((step) => inSteps(input, step));
  return found.find(({ value }) => value > 0) ?? entryAt(found, 0);
}

function inSteps(input: SafeLimitInput, roundTo: number): Limits["safeLimit"] {
  const { ofDraws, breakingPoint, policy, maxUsers, measured } = input;
  const { safetyFactor, confidence } = policy.safeLimit;
  const ends = objectivesEnds(input);
  const holdsAt = (users: number) =>
    probabilityOf(ends.filter((end) => end > users).length, ofDraws.length);
  const good = measured === null ? null : bracketAt(measured, held(policy)).good;
  const reached = measured === null || measured.reachLimits;
  const byMargin = roundDown(breaksAt(input) / safetyFactor, roundTo);
  const most = reached ? byMargin : Math.min(byMargin, roundDown(good ?? 0, roundTo));
  let value = most;
  while (value > 0 && holdsAt(value) < confidence) value -= roundTo;
  value = Math.max(value, 0);
  return {
    value,
    rule: `the largest whole ${roundTo} users with N ≤ breaking point / ${safetyFactor} and P(all objectives hold) ≥ ${confidence}${reached ? "" : ", no larger than the heaviest load measured good"}`,
    limitedBy: limitedBy(),
    confidence: value > 0 ? holdsAt(value) : 0,
    draws: ofDraws.length,
  };

  function limitedBy(): string {
    if (value < most) return objectiveWords[firstObjective(ofDraws)] ?? "an objective";
    if (most < byMargin) {
      return good === null
        ? "no load was measured good, and the data do not reach the limits"
        : `the heaviest load measured good (${formatUsers(good)}): the data do not reach the limits`;
    }
    if (breakingPoint.basis === "withheld") return "a breaking point that is withheld";
    if (breakingPoint.value === null && !isUntold(breakingPoint)) {
      return `no breaking point up to ${formatUsers(maxUsers)}, where predictions stop`;
    }
    return `breaking point / ${safetyFactor}`;
  }
}

/** A load counts as held up to the share that the policy lets a rate limit turn away. */
const held = ({ objectives, refused }: Policy) => ({ ...objectives, refused });

/** The load that the margin is taken of. */
function breaksAt({ breakingPoint, drawnBreakingPoint, maxUsers }: SafeLimitInput): number {
  const { value, low, basis } = breakingPoint;
  if (basis === "withheld") return 0;
  if (value !== null) return value;
  return Math.max(drawnBreakingPoint ?? maxUsers, low ?? 0);
}

/** Where each draw's first objective fails, no earlier than a load measured good and no later than one that failed. */
function objectivesEnds({ ofDraws, policy, measured, changed }: SafeLimitInput): number[] {
  const ends = ofDraws.map(({ objectivesEnd }) => objectivesEnd ?? Number.POSITIVE_INFINITY);
  if (measured === null || changed) return ends;
  const { good, past } = bracketAt(measured, held(policy));
  // A load that was measured good holds; the first that is more may fail.
  const least = good === null ? 0 : good * (1 + Number.EPSILON);
  return ends.map((end) => Math.min(Math.max(end, least), past ?? Number.POSITIVE_INFINITY));
}

const objectiveWords: Readonly<Record<string, string>> = {
  mean: "the objective for the mean",
  p95: "the objective for P95",
  p99: "the objective for P99",
  errorRate: "the objective for errors",
  refused: "what the policy lets a rate limit turn away",
};

function firstObjective(ofDraws: readonly PlatformLimits[]): string {
  const counts = new Map<string, number>();
  for (const { firstObjective: name } of ofDraws) {
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
