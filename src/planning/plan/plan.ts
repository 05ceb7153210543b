/** The main job: audit, fit, limits, zones, what-ifs, in that order, without touching the world. */
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { campaignNotices } from "../../measurement/campaign-notices.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { priorEndFindings } from "../fit/prior-end-findings.ts";
import { summarizeFit } from "../fit/summarize-fit.ts";
import { summarizeHypotheses } from "../fit/summarize-hypotheses.ts";
import { telemetryFindings } from "../fit/telemetry-findings.ts";
import { unfittedFindings } from "../fit/unfitted-findings.ts";
import { optionsOf } from "../optimize/options-of.ts";
import { predict } from "../predict/predict.ts";
import { runScenario } from "../what-if/run-scenario.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { contradictionFindings, gradeWith } from "./contradiction-findings.ts";
import { knownAssumptions, knownFindings } from "./known-findings.ts";
import { openLoadFindings } from "./open-load-findings.ts";
import type { PlanResult } from "./plan-result.ts";
import { rateLimitFindings } from "./rate-limit-findings.ts";
import { redLineFindings } from "./red-line-below-loads.ts";

export interface PlanInput {
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** Platform models that could be true. */
  readonly hypotheses?: readonly Hypothesis[];
  /** What the workspace says a planner knows; the hypotheses come filled with it. */
  readonly known?: KnownFacts;
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
  tell("done", 1);
  return {
    schema: 1,
    program,
    seed,
    campaign,
    inputs,
    policy,
    audit: {
      findings: [
        ...contradictionFindings(contradictions),
        ...knownFindings(fitted, input),
        ...fitted.audit.findings,
        ...campaignNotices(campaign),
        ...redLineFindings({ campaign, limits, policy }),
        ...rateLimitFindings(fitted.draws, limits),
        ...openLoadFindings(campaign, fitted.hypotheses.draws, limits.peak.throughput, policy),
        ...unfittedFindings(fitted),
        ...priorEndFindings(fitted),
        ...telemetryFindings(campaign, input.hypotheses ?? []),
      ],
      incidents: fitted.audit.incidents,
      grade: gradeWith(fitted.audit.grade, contradictions),
    },
    fit: { ...fit, assumptions: [...fit.assumptions, ...knownAssumptions(fitted, input.known)] },
    hypotheses,
    limits,
    zones,
    points: predict(fitted, policy),
    scenarios,
    options,
  };
}
