/** The main job: audit, fit, limits, zones, what-ifs, in that order, without touching the world. */
import { findLimits } from "../limits/find-limits.ts";
import type { Policy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { campaignNotices } from "../measurement/campaign-notices.ts";
import type { Scenario } from "../platform/scenario.ts";
import { RandomStream } from "../random/random-stream.ts";
import { withPoolCeilings } from "./assumed-draws.ts";
import { curveLoads } from "./curve-loads.ts";
import { type FittedCampaign, fitCampaign } from "./fit-campaign.ts";
import type { PlanResult } from "./plan-result.ts";
import { predict } from "./predict.ts";
import { rateLimitFindings } from "./rate-limit-findings.ts";
import { redLineFindings } from "./red-line-below-loads.ts";
import { runScenario, type ScenarioBase } from "./run-scenario.ts";
import { fittedParameters, summarizeFit } from "./summarize-fit.ts";

export interface PlanInput {
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** Start of every random stream. */
  readonly seed: number;
  /** "headroom 0.1.0" */
  readonly program: string;
  /** SHA-256 of each input file, by its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Told what is being done and which share of the whole is done. */
  readonly onProgress?: (stage: string, done: number) => void;
}

/** Scenarios are compared on every third pair of draws: their intervals are wide anyway. */
const SCENARIO_STEP = 3;

/** Loads at which the curves of scenarios are drawn. */
const SCENARIO_POINTS = 14;

/** @throws RangeError if the campaign holds too little to fit or a lever makes no sense on it */
export function plan(input: PlanInput): PlanResult {
  const { campaign, policy, seed, program, inputs } = input;
  const tell = input.onProgress ?? (() => {});
  tell("audit and fit", 0);
  const fitted = fitCampaign(campaign, {
    seed,
    onProgress: (done) => tell("audit and fit", 0.5 * done),
  });
  tell("limits", 0.5);
  const base = scenarioBase(fitted, policy, seed);
  const { limits, zones } = findLimits(fitted.draws, policy, fitted.search);
  const fit = summarizeFit(fitted, policy, limits, seed);
  const scenarios = input.scenarios.map((scenario, i) => {
    tell(`scenario ${scenario.name}`, 0.7 + (0.3 * i) / input.scenarios.length);
    return runScenario(scenario, base);
  });
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
        ...fitted.audit.findings,
        ...campaignNotices(campaign),
        ...redLineFindings({ campaign, limits, policy }),
        ...rateLimitFindings(fitted.draws, limits),
      ],
      incidents: fitted.audit.incidents,
      grade: fitted.audit.grade,
    },
    fit,
    limits,
    zones,
    points: predict(fitted, policy),
    scenarios,
  };
}

/** What scenarios are compared with: the platform as it is, on a part of the draws. */
export function scenarioBase(fitted: FittedCampaign, policy: Policy, seed: number): ScenarioBase {
  // In steps of pairs, so that both assumed ceilings inside the pool stay in.
  const kept = fitted.draws.filter((_, i) => Math.floor(i / 2) % SCENARIO_STEP === 0);
  const draws = withPoolCeilings(kept, RandomStream.fromSeed(seed, 2));
  return {
    draws,
    found: findLimits(draws, policy, fitted.search),
    policy,
    search: fitted.search,
    loads: curveLoads(fitted, SCENARIO_POINTS),
    endpoints: fitted.endpoints,
    learned: Object.fromEntries(
      fittedParameters(fitted.posterior).map(({ name, learned }) => [name, learned]),
    ),
  };
}
