/** Explanations of a campaign that nobody had to write, and what each says of every change. */

import { calibrateHypothesis } from "../../calibration/calibrate-hypothesis.ts";
import { measuredRuns } from "../../calibration/figures.ts";
import type { HypothesisFits } from "../../calibration/hypothesis-fits.ts";
import { figuresOver } from "../../calibration/hypothesis-misfit.ts";
import type { LeftOutLevel } from "../../calibration/leave-level-out.ts";
import { endpointInWords } from "../../calibration/pooling/endpoint-in-words.ts";
import type { Quantity } from "../../calibration/quantity.ts";
import { weighHypotheses } from "../../calibration/weighing/weigh-hypotheses.ts";
import type { Policy } from "../../limits/policy.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { observations } from "../../measurement/observations.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { type Interval, isUntold } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import { campaignScale } from "../fit/campaign-scale.ts";
import { ceilingsOf } from "../fit/ceilings/ceilings-of.ts";
import { measuredLine } from "../fit/ceilings/measured-line.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { timesWithinSizes } from "../fit/times-within-sizes.ts";
import { tooThinToFit } from "../fit/too-thin-to-fit.ts";
import { trustedFacts } from "../fit/trusted-facts.ts";
import type { HypothesisChange } from "../plan/plan-result.ts";
import { runScenario } from "../what-if/run-scenario.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import { BEHIND, EXPLAINS } from "../what-if/told/could-be-true.ts";
import { alikeInAll } from "./alike-in-all.ts";
import { searchStructures } from "./search-structures.ts";
import { structureHypothesis } from "./structure-hypothesis.ts";
import { structureScale } from "./structure-scale.ts";
import type { TriedHypothesis } from "./tried-hypothesis.ts";

/** The figure that an explanation follows worst. */
export interface WorstFigure {
  readonly users: number;
  readonly quantity: Quantity;
  readonly endpoint: string | null;
  readonly measured: number;
  readonly fitted: number;
}

export interface Explanation {
  readonly name: string;
  /** In a planner's words; a planner's own hypothesis has its title. */
  readonly sentence: string;
  /** Whether it is one of the planner's own. */
  readonly own: boolean;
  /** Share of belief among the explanations, and its standard error. */
  readonly weight: Share;
  readonly weightError: Share;
  /** ln of predictive density behind the best, and the standard error of that. */
  readonly behind: number;
  readonly behindError: number;
  /** What it misses, in units of how much repeated runs usually differ. */
  readonly noise: number;
  /** Whether it misses little more than that. */
  readonly explains: boolean;
  readonly worst: WorstFigure | null;
  readonly hypothesis: Hypothesis;
}

/** A gain of the breaking point, as a share of it. */
export interface ExplainedGain extends Interval {
  /** Whether the breaking point leaves the predicted loads, to whose end the gain is counted. */
  readonly open: boolean;
}

/** What one change gains under each explanation. */
export interface ExplainedChange {
  readonly name: string;
  readonly title: string;
  /**
   * By explanation: gain of the breaking point; null where it says nothing of this change, or where a
   * breaking point is not known.
   */
  readonly gains: readonly (ExplainedGain | null)[];
  /** How far the middles lie apart. */
  readonly apart: Share;
}

export interface ExplainResult {
  /** The two kinds of requests that the figures show; null: they show one. */
  readonly kinds: { readonly fast: readonly string[]; readonly slow: readonly string[] } | null;
  /** Endpoints of which some values are estimates, which take no part. */
  readonly estimated: readonly string[];
  /** The most likely first: at most four, none further than two standard errors behind. */
  readonly explanations: readonly Explanation[];
  readonly tried: number;
  readonly changes: readonly ExplainedChange[];
  /** Changes that make no sense under any of them, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

export interface ExplainInput {
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** The planner's own, which take part with the same score. */
  readonly hypotheses: readonly Hypothesis[];
  /** What a planner knows stands in every structure. */
  readonly known?: KnownFacts;
  readonly seed: number;
  readonly onProgress?: (stage: string, done: number) => void;
}

/** Explanations shown. */
const MOST_SHOWN = 4;

/** @throws RangeError if the campaign holds too little to fit, or nothing that was tried can be fitted */
export function explain(input: ExplainInput): ExplainResult {
  const { campaign, policy, scenarios, hypotheses, seed, onProgress = () => {} } = input;
  const thin = tooThinToFit(campaign);
  if (thin !== null) throw new RangeError(thin);
  const audited = audit(campaign);
  const observed = observations(campaign, audited);
  const scale = structureScale(campaign, observed, audited);
  const { maxThroughput } = campaignScale(observed);
  const line = measuredLine(campaign, maxThroughput);
  const own = hypotheses.flatMap((one) => ceilingsOf(timesWithinSizes(one, maxThroughput), line));
  // Each structure tells apart no more than that of two kinds.
  const finest = structureHypothesis(
    { resource: "connections", visits: "two kinds", laws: [] },
    scale,
  );
  const runs = measuredRuns(
    campaign,
    audited,
    new Set(scale.endpoints.map(({ name }) => name)),
    new Set(),
    false,
    alikeInAll([finest, ...own], campaign.levels),
  );
  const tried = searchStructures(runs, scale, {
    seed,
    own,
    known: trustedFacts(input.known ?? {}, observed, audited).facts,
    onProgress: (done) => onProgress("structures", done),
  });
  if (tried.length === 0) throw new RangeError("no explanation that was tried can be fitted");
  const chosen = standing(bestOfEachKind(tried), seed);
  const fits = foundFits(chosen);
  const fitted = fitCampaign(campaign, {
    hypotheses: chosen.map(plainHypothesis),
    seed,
    fits,
    extend: false,
  });
  const base = scenarioBase(fitted, policy);
  const order = chosen.map(({ hypothesis }) => hypothesis.name);
  const changes: ExplainedChange[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const [i, scenario] of scenarios.entries()) {
    onProgress("changes", i / scenarios.length);
    try {
      const { perHypothesis, verdict } = runScenario(scenario, base);
      if (verdict === "refuses") {
        skipped.push({ name: scenario.name, reason: "it refuses requests, which is no gain" });
        continue;
      }
      const gains = order.map((name) => gainOf(perHypothesis.find((one) => one.name === name)));
      const middles = gains.flatMap((gain) => (gain === null ? [] : [gain.value]));
      const apart = middles.length === 0 ? 0 : Math.max(...middles) - Math.min(...middles);
      changes.push({ name: scenario.name, title: scenario.title, gains, apart });
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      skipped.push({ name: scenario.name, reason: error.message });
    }
  }
  const fast = scale.endpoints.filter(({ bystander }) => bystander).map(({ name }) => name);
  const slow = scale.endpoints.filter(({ bystander }) => !bystander).map(({ name }) => name);
  return {
    kinds: fast.length > 0 ? { fast, slow } : null,
    estimated: estimatedEndpoints(campaign),
    explanations: chosen.map((one) => explanationOf(one)),
    tried: tried.length,
    changes,
    skipped,
  };
}

function gainOf(change: HypothesisChange | undefined): ExplainedGain | null {
  if (change === undefined) return null;
  const { before, limits, gain } = change;
  if (isUntold(before.breakingPoint) || isUntold(limits.breakingPoint)) return null;
  const { value, high } = limits.breakingPoint;
  return { ...gain, open: value === null || high === null };
}

/** Of structures with the same resource and visits, the laws that do best; each of the planner's own. */
function bestOfEachKind(tried: readonly TriedHypothesis[]): readonly TriedHypothesis[] {
  const kinds = new Set<string>();
  return tried.filter(({ structure, hypothesis }) => {
    const kind =
      structure === null ? hypothesis.name : `${structure.visits}: ${structure.resource}`;
    const first = !kinds.has(kind);
    kinds.add(kind);
    return first;
  });
}

/** Those that may be the truth, weighed among one another. */
function standing(kinds: readonly TriedHypothesis[], seed: number): readonly TriedHypothesis[] {
  const near = kinds
    .filter(({ weight: { behind, behindError } }) => behind <= BEHIND * behindError)
    .slice(0, MOST_SHOWN);
  const shown = near.length > 0 ? near : kinds.slice(0, 1);
  const { weights } = weighHypotheses(
    shown.map(({ leftOut }) => leftOut.map(({ logDensity }) => logDensity)),
    RandomStream.fromSeed(seed, 4),
  );
  return shown.map((one, i) => ({ ...one, weight: weights[i] ?? one.weight }));
}

/** Already told apart by what fills up first, fitted and chosen: taken as it is. */
function plainHypothesis({ hypothesis }: TriedHypothesis): Hypothesis {
  const { ceiling: _, startsAt: _start, onlyWhereLacking: _only, ...rest } = hypothesis;
  return rest;
}

/** The fits that the search found, and draws around them. */
function foundFits(chosen: readonly TriedHypothesis[]): HypothesisFits {
  const found = new Map(chosen.map((one) => [one.hypothesis.name, one]));
  return {
    calibrate: (hypothesis, runs, options) => {
      const near = found.get(hypothesis.name)?.fit;
      return calibrateHypothesis(hypothesis, runs, near ? { ...options, near } : options);
    },
    leaveLevelOut: ({ hypothesis }): readonly LeftOutLevel[] =>
      found.get(hypothesis.name)?.leftOut ?? [],
  };
}

function explanationOf(tried: TriedHypothesis): Explanation {
  const { structure, hypothesis, fit, weight } = tried;
  return {
    name: hypothesis.name,
    sentence: structure === null ? `${hypothesis.platform.title}.` : hypothesis.source,
    own: structure === null,
    weight: weight.weight,
    weightError: weight.standardError,
    behind: weight.behind,
    behindError: weight.behindError,
    noise: fit.noiseScale,
    explains: fit.noiseScale <= EXPLAINS,
    worst: worstOf(tried),
    hypothesis,
  };
}

function worstOf({ hypothesis, fit, runs }: TriedHypothesis): WorstFigure | null {
  const fitted = figuresOver(hypothesis, unknownsOf(hypothesis), runs)(fit.position);
  const all = runs.flatMap(({ users, figures }) => figures.map((figure) => ({ users, figure })));
  let worst: WorstFigure | null = null;
  let most = 0;
  for (const [i, { users, figure }] of all.entries()) {
    const value = fitted[i] ?? figure.measured;
    const miss = Math.abs(Math.log(value / figure.measured)) / figure.repeat;
    if (!(miss > most)) continue;
    most = miss;
    const { quantity, measured } = figure;
    worst = { users, quantity, endpoint: endpointInWords(figure), measured, fitted: value };
  }
  return worst;
}

function estimatedEndpoints({ endpoints }: Campaign): readonly string[] {
  const rows = endpoints.filter(({ quality }) => quality === "estimated");
  return [...new Set(rows.map(endpointName))];
}
