/** GO, CONDITIONAL GO or NO GO for what a team wants to launch with. */
import type { CheckResult } from "../../limits/check-result.ts";
import type { FoundLimits } from "../../limits/find-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { Share } from "../../units.ts";
import { checkLaunch } from "../check/check-launch.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { AcceptedCondition } from "./accepted-condition.ts";
import type { LaunchAnswer, LaunchCondition, LaunchVerdict } from "./launch-condition.ts";
import { launchConditions } from "./launch-conditions.ts";
import type { LaunchTarget } from "./launch-target.ts";
import { targetLoad } from "./target-load.ts";

export interface LaunchQuestion {
  readonly target: LaunchTarget;
  readonly accepted?: readonly AcceptedCondition[];
  /** Least probability with which the target must hold; the policy's without it. */
  readonly confidence?: number;
  /** The command that asks: "headroom check". */
  readonly command?: string;
}

export interface LaunchGround {
  readonly policy: Policy;
  readonly found: FoundLimits;
  readonly findings: readonly Finding[];
}

export interface AnsweredLaunch {
  readonly launch: LaunchVerdict;
  /** The gate's answer at the target's load; null: no load amounts to it. */
  readonly check: CheckResult | null;
}

/**
 * NO GO where the target fails with the confidence asked, objectives or margin; NOT KNOWN where the
 * data fix neither; CONDITIONAL GO where it holds and something it rests on is in doubt. A target in
 * requests holds where so many are answered, too.
 *
 * @throws RangeError unless the confidence is a share
 */
export function launchVerdict(
  fitted: FittedCampaign,
  { policy, found, findings }: LaunchGround,
  { target, accepted = [], command = "headroom check", ...question }: LaunchQuestion,
): AnsweredLaunch {
  const confidence = question.confidence ?? policy.safeLimit.confidence;
  const { draws, search } = fitted;
  const load = targetLoad(target, draws, found.ofDraws, search.maxUsers);
  const { users, asked, assumptions } = load;
  const stated = { target: asked, users, confidence, draws: draws.length, assumptions };
  const served = load.served === null ? null : probabilityOf(load.served, draws.length);
  if (users === null) {
    const probability = served ?? 0;
    return {
      launch: {
        ...stated,
        verdict: 1 - probability >= confidence ? "NO GO" : "NOT KNOWN",
        probability,
        conditions: [unreachable(found, probability, confidence)],
        accepted: [],
        needless: [],
      },
      check: null,
    };
  }
  const check = checkLaunch(fitted, policy, users, confidence);
  const { limits, zones } = found;
  const conditions = launchConditions({
    ...{ fitted, policy, limits, zones, findings, check, target, command },
    rate: served === null ? null : { asked, served, confidence },
  });
  const matches = (one: { code: string; level: number | null }, entry: AcceptedCondition) =>
    one.code === entry.code && (entry.level === null || entry.level === one.level);
  const waived = conditions.flatMap((condition) => {
    const entry = accepted.find((one) => matches(condition, one));
    return entry === undefined ? [] : [{ ...condition, accepted: entry }];
  });
  const open = conditions.filter((one) => !accepted.some((entry) => matches(one, entry)));
  return {
    launch: {
      ...stated,
      verdict: leastOf(answer(check, open), served, confidence),
      probability: Math.min(check.probability, served ?? 1),
      conditions: open,
      accepted: waived,
      needless: accepted.filter(
        (entry) => ![...conditions, ...findings].some((one) => matches(one, entry)),
      ),
    },
    check,
  };
}

function answer({ verdict }: CheckResult, open: readonly LaunchCondition[]): LaunchAnswer {
  if (verdict === "fail") return "NO GO";
  if (verdict === "unknown") return "NOT KNOWN";
  return open.length === 0 ? "GO" : "CONDITIONAL GO";
}

/** A rate that may not be reached is not held, however fast the answers are at the load that would send it. */
function leastOf(verdict: LaunchAnswer, served: Share | null, confidence: Share): LaunchAnswer {
  if (served === null || served >= confidence || verdict === "NO GO") return verdict;
  return 1 - served >= confidence ? "NO GO" : "NOT KNOWN";
}

function unreachable({ limits }: FoundLimits, served: Share, confidence: Share): LaunchCondition {
  const { value } = limits.recommended;
  return {
    code: "above-ceiling",
    level: null,
    todo:
      value === 0
        ? "Raise the ceiling before a launch."
        : `Let in at most ${value} users, or raise the ceiling.`,
    reason:
      1 - served >= confidence
        ? "The target lies above what the platform serves at any load."
        : "Of the platforms that explain the measurements most serve so much at no load.",
    effort: null,
    shownBy: "headroom what-if",
  };
}
