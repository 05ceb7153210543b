/** The main job: audit, fit, limits, zones, what-ifs, in that order, without touching the world. */

import { countsErrors } from "../../calibration/error-figures.ts";
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { KeptAnswers } from "../fit/answers/kept-answers.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { summarizeFit } from "../fit/summarize-fit.ts";
import { summarizeHypotheses } from "../fit/summarize-hypotheses.ts";
import { explainLimits } from "../limit-reasons/explain-limits.ts";
import { optionsOf } from "../optimize/options-of.ts";
import { type WorkCosts, workForLaunch } from "../optimize/work-for-launch.ts";
import { predict } from "../predict/predict.ts";
import { type PastPrediction, widening } from "../validate/past-predictions.ts";
import type { AcceptedCondition } from "../verdict/accepted-condition.ts";
import type { LaunchTarget } from "../verdict/launch-target.ts";
import { launchVerdict } from "../verdict/launch-verdict.ts";
import { scalingRoom } from "../verdict/scaling-room.ts";
import { runScenario } from "../what-if/run-scenario.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { gradeWith } from "./contradiction-findings.ts";
import { knownAssumptions } from "./known-findings.ts";
import { planFindings } from "./plan-findings.ts";
import type { PlanResult } from "./plan-result.ts";

export interface PlanInput {
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** Platform models that could be true. */
  readonly hypotheses?: readonly Hypothesis[];
  /** What the workspace says a planner knows; the hypotheses come filled with it. */
  readonly known?: KnownFacts;
  /** What is to be launched; no verdict without it. */
  readonly launch?: LaunchTarget | null;
  /** Findings and conditions that somebody answers for. */
  readonly accepted?: readonly AcceptedCondition[];
  /** What work and machines cost: then the order of work is part of the plan. */
  readonly costs?: WorkCosts;
  /** Start of every random stream. */
  readonly seed: number;
  /** "headroom 0.1.0" */
  readonly program: string;
  /** SHA-256 of each input file, by its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether limits are also found without the incident levels, which takes a fit of its own; yes unless false. */
  readonly withoutIncidents?: boolean;
  /** How fits of hypotheses come about; without it each is made. */
  readonly fits?: HypothesisFits;
  /** What the draws of the fit were asked before; without it they are asked anew. */
  readonly answers?: KeptAnswers;
  /** Earlier predictions of the workspace against what came: from nine tests on intervals follow them. */
  readonly past?: readonly PastPrediction[];
  /** Told what is being done and which share of the whole is done. */
  readonly onProgress?: (stage: string, done: number) => void;
}

/** @throws RangeError if the campaign holds too little to fit or a lever makes no sense on it */
export function plan(input: PlanInput): PlanResult {
  const { campaign, policy, seed, program, inputs } = input;
  const tell = input.onProgress ?? (() => {});
  tell("audit and fit", 0);
  const fitted = fitCampaign(campaign, {
    seed,
    hypotheses: input.hypotheses ?? [],
    ...(input.known === undefined ? {} : { known: input.known }),
    ...(input.fits === undefined ? {} : { fits: input.fits }),
    ...(input.answers === undefined ? {} : { answers: input.answers }),
    ...wideningOf(input.past),
    onProgress: (done) => tell("audit and fit", 0.5 * done),
  });
  tell("limits", 0.5);
  const base = scenarioBase(fitted, policy);
  const { limits, zones, contradictions } = base.found;
  const hypotheses = summarizeHypotheses(fitted, base);
  const fit = summarizeFit(fitted, hypotheses, policy, limits, {
    seed,
    withoutIncidents: input.withoutIncidents ?? true,
    ...(input.fits === undefined ? {} : { fits: input.fits }),
  });
  const scenarios = input.scenarios.map((scenario, i) => {
    tell(`scenario ${scenario.name}`, 0.7 + (0.3 * i) / input.scenarios.length);
    return runScenario(scenario, base);
  });
  const options = optionsOf(scenarios, base);
  const findings = planFindings(fitted, input, base.found);
  const target = input.launch ?? null;
  const launch =
    target === null
      ? null
      : launchVerdict(
          fitted,
          { policy, found: base.found, findings },
          { target, accepted: input.accepted ?? [] },
        ).launch;
  const work =
    target === null || launch === null
      ? null
      : workForLaunch(fitted, policy, input.costs, { target, verdict: launch, seed });
  tell("done", 1);
  return {
    schema: 1,
    launch,
    ...(work === null ? {} : { work }),
    ...pastOf(input.past),
    program,
    seed,
    campaign,
    ...(countsErrors(input.hypotheses ?? []) ? { timeOuts: true as const } : {}),
    inputs,
    policy,
    audit: {
      findings,
      incidents: fitted.audit.incidents,
      grade: gradeWith(fitted.audit.grade, contradictions),
    },
    fit: { ...fit, assumptions: [...fit.assumptions, ...knownAssumptions(fitted, input.known)] },
    hypotheses,
    limits,
    ...scalingOf(input.known, campaign),
    zones,
    reasons: explainLimits(fitted, { policy, found: base.found, hypotheses }),
    points: predict(fitted, policy, undefined, base.found),
    scenarios,
    options,
  };
}

function scalingOf(known: KnownFacts = {}, campaign: Campaign): Pick<PlanResult, "scaling"> {
  const scaling = scalingRoom(known, campaign);
  return scaling === null ? {} : { scaling };
}

/** Absent with too few tests, so that nothing is widened. */
export function wideningOf(past: readonly PastPrediction[] = []): { readonly widening?: number } {
  const factor = widening(past);
  return factor === null ? {} : { widening: factor };
}

export function pastOf(past: readonly PastPrediction[] = []): Pick<PlanResult, "past"> {
  return past.length === 0 ? {} : { past: { predictions: past, widening: widening(past) } };
}
