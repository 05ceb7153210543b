/** What the plan says of its fit beside the hypotheses themselves: checks, assumptions, incidents. */

import { fitErrors } from "../../calibration/fit-errors.ts";
import { findLimits } from "../../limits/find-limits.ts";
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { LevelKey } from "../../measurement/audit.ts";
import { keyOfLevel, levelSet } from "../../measurement/level-key.ts";
import type { FitSummary, HypothesesSummary } from "../plan/plan-result.ts";
import { redLineReasons } from "../plan/red-line-reasons.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import type { FittedCampaign } from "./fit-campaign.ts";
import type { FitOptions } from "./fit-chain.ts";
import { fitHypotheses } from "./fit-hypotheses.ts";

/** For a question beside the main one a wider error of the interval's ends is good enough. */
const SIDE_DRAWS = 16;

/** Levels with figures that a fit needs at least. */
const LEAST_LEVELS = 2;

export function summarizeFit(
  fitted: FittedCampaign,
  hypotheses: HypothesesSummary,
  policy: Policy,
  limits: Limits,
  options: Pick<FitOptions, "seed" | "fits"> & { readonly withoutIncidents: boolean },
): FitSummary {
  const { withoutIncidents: asked, ...fit } = options;
  return {
    ended: "converged",
    redLine: redLineReasons(hypotheses, limits, policy, fitted.audit.incidentLevels),
    checks: [noiseCheck(hypotheses)],
    assumptions: fitAssumptions,
    withoutIncidents: asked ? withoutIncidents(fitted, policy, fit) : null,
  };
}

/** The limits once more, fitted without the levels that had an incident; null without any. */
function withoutIncidents(
  fitted: FittedCampaign,
  policy: Policy,
  options: Pick<FitOptions, "seed" | "fits">,
): Limits | null {
  const { audit, campaign, observations, hypotheses, search } = fitted;
  const incidents = levelSet(audit.incidentLevels);
  const isLeft = (level: LevelKey) => !incidents.has(keyOfLevel(level));
  const left = observations.filter(isLeft);
  if (audit.incidentLevels.length === 0 || left.length < LEAST_LEVELS) return null;
  const { posterior } = heaviestOf(hypotheses.members);
  const refitted = fitHypotheses(
    { ...campaign, levels: campaign.levels.filter(isLeft) },
    { ...audit, trust: audit.trust.filter(isLeft) },
    fitErrors(left),
    [posterior.hypothesis],
    { ...options, draws: SIDE_DRAWS, near: posterior.fit },
  );
  if (refitted.members.length === 0) return null;
  return findLimits(refitted.draws.map(plausible), policy, search).limits;
}

function heaviestOf(members: FittedCampaign["hypotheses"]["members"]) {
  return members.reduce((a, b) => (b.weight.weight > a.weight.weight ? b : a));
}

function noiseCheck({ list }: HypothesesSummary): string {
  const least = Math.min(...list.map(({ noiseScale }) => noiseScale));
  return `Noise: measured figures differ from the best explanation ${least.toFixed(2)} times as much as repeated runs usually do; the intervals are widened accordingly.`;
}

const fitAssumptions = [
  "Users think, ask one request, wait for its answer and think again: a closed system.",
  "Where a capacity drifts, it does so slowly against one request; a test of some minutes sees all of it.",
  "During the ramp throughput follows the smaller of light-load line and steady state.",
  "Errors: a constant background, and requests that outlast a time-out where errors grow with load; incidents belong to neither.",
] as const;
