/** Limits of production from a campaign on staging. */

import { findLimits, type LimitSearch } from "../../limits/find-limits.ts";
import type { CurvePoint, Limits } from "../../limits/limits.ts";
import { checkObjectives } from "../../limits/objectives/check-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { heldLevels } from "../fit/held-levels.ts";
import { widenedPoints } from "../validate/widened-points.ts";
import { capacityRatio } from "../what-if/capacity-ratio.ts";
import type { Production } from "./production.ts";
import { productionDraw } from "./production-draw.ts";
import { type TransferredDraw, transferDraws } from "./transfer-draws.ts";

export interface StationSpeed {
  readonly station: string;
  /** As the priors say. */
  readonly before: Interval;
  /** After the levels of production; the same without them. */
  readonly after: Interval;
}

export interface TransferResult {
  /** What was measured there; 0: nothing, and all rests on sizes and priors. */
  readonly levels: number;
  readonly limits: Limits;
  readonly points: readonly CurvePoint[];
  /** Of the stations that all explanations have in common by name. */
  readonly speeds: readonly StationSpeed[];
  /** The load asked for; null: none. */
  readonly target: { readonly users: number; readonly probability: Share } | null;
  /** The level to run on production: where what is to come is known least. Null once one was run. */
  readonly nextLevel: number | null;
  /** Whether some level lies outside what sizes and priors allow: then they are to be checked. */
  readonly contradicted: boolean;
  /** Sizes that act on nothing in some explanations. */
  readonly without: readonly LeverName[];
  readonly assumptions: readonly string[];
}

export interface TransferOptions {
  readonly users: number | null;
  readonly seed: number;
}

/** Predictions stop at this many times the largest measured load, or what the sizes multiply it to. */
const REACH = 2;

/** A level so many times past the knee says how fast production is and how much it carries. */
export const PAST_THE_KNEE = 1.5;

/** Points of the curve, evenly spaced up to the end. */
const POINTS = 6;

/** Where the curve ends, as a multiple of the heaviest load of interest. */
const PAST = 1.25;

/** As good as the load that is asked for. */
const NEAR = 0.1;

/** Half of a normal's probability lies within 0.67 deviations; so far off, one in a thousand. */
const CONTRADICTED = 11;

/**
 * @throws RangeError where a size makes no sense on the platform, or the target is no whole number ≥ 1
 */
export function transfer(
  fitted: FittedCampaign,
  policy: Policy,
  production: Production,
  { users, seed }: TransferOptions,
): TransferResult {
  const { draws, before, missed } = transferDraws(fitted.hypotheses, production, seed);
  const platforms = draws.map(({ plausible }) => plausible);
  const search = searchOf(fitted, production, users);
  const { limits } = findLimits(platforms, policy, search);
  const { levels } = production;
  return {
    levels: levels?.levels.length ?? 0,
    limits,
    points: widenedPoints(
      predictCurve(platforms, loadsOf(limits, search, levels, users), policy, search.basisAt),
      search.widening ?? 1,
    ),
    speeds: speedsOf(before, draws),
    target:
      users === null
        ? null
        : {
            users,
            probability: checkObjectives(platforms, policy, users, "assumed", search.widening)
              .probability,
          },
    nextLevel:
      levels === null
        ? Math.max(1, Math.min(Math.round(PAST_THE_KNEE * kneeOf(limits)), search.maxUsers))
        : null,
    contradicted: missed !== null && missed > CONTRADICTED,
    without: withoutOf(fitted, production),
    assumptions: assumptionsOf(production),
  };
}

function searchOf(
  { campaign, search, hypotheses }: FittedCampaign,
  { sizes, levels }: Production,
  users: number | null,
): LimitSearch {
  const [first] = hypotheses.draws;
  const ratio = sizes === null || first === undefined ? 1 : capacityRatio([sizes], first.platform);
  const largest = (one: Campaign | null) =>
    one?.levels.reduce((most, level) => Math.max(most, level.users), 0) ?? 0;
  const most = Math.max(largest(campaign) * Math.max(1, ratio), largest(levels), users ?? 0);
  const there =
    levels === null
      ? null
      : heldLevels(
          observations(levels, audit(levels)),
          hypotheses.members.map(({ posterior }) => posterior.hypothesis),
        );
  return {
    maxUsers: Math.ceil(REACH * most),
    basisAt: () => "assumed",
    // How far staging's loads reach says what its model is worth; what production has shown binds.
    ...(search.measured === undefined
      ? {}
      : {
          measured: {
            ...search.measured,
            ...(there === null ? {} : { trusted: there.trusted, answered: there.answered }),
          },
        }),
    changed: there === null,
    ...(search.widening === undefined ? {} : { widening: search.widening }),
  };
}

/** Evenly up to past where production breaks; the target, and what was run there. */
function loadsOf(
  { breakingPoint, knee }: Limits,
  { maxUsers }: LimitSearch,
  levels: Campaign | null,
  users: number | null,
): readonly number[] {
  const run = levels?.levels.map((level) => level.users) ?? [];
  const asked = users === null ? run : [...run, users];
  const reached = breakingPoint.value ?? breakingPoint.low ?? PAST_THE_KNEE * (knee.value ?? 1);
  const end = Math.min(maxUsers, Math.ceil(PAST * Math.max(reached, ...asked)));
  const even = Array.from({ length: POINTS }, (_, i) =>
    Math.max(1, Math.round(((i + 1) * end) / POINTS)),
  );
  const apart = even.filter((load) => asked.every((one) => Math.abs(load - one) > NEAR * one));
  return [...new Set([...apart, ...asked])].sort((a, b) => a - b);
}

function kneeOf({ knee }: Limits): number {
  return knee.value ?? knee.low ?? 1;
}

function speedsOf(
  before: readonly TransferredDraw[],
  after: readonly TransferredDraw[],
): readonly StationSpeed[] {
  const names = [...new Set(before.flatMap(({ speeds }) => Object.keys(speeds)))];
  const of = (draws: readonly TransferredDraw[], station: string) =>
    draws.flatMap(({ speeds }) => speeds[station] ?? []);
  return names.flatMap((station) => {
    const [prior, posterior] = [of(before, station), of(after, station)];
    if (prior.length < before.length || posterior.length < after.length) return [];
    return [{ station, before: intervalOf(prior), after: intervalOf(posterior) }];
  });
}

function withoutOf({ hypotheses }: FittedCampaign, production: Production): LeverName[] {
  return [...new Set(hypotheses.draws.flatMap((draw) => productionDraw(draw, production).without))];
}

function assumptionsOf({ sizes, levels }: Production): readonly string[] {
  return [
    "That production is built as staging is, but for its sizes and the speed of its machines.",
    "That data, indexes and the mix of requests are alike: what staging's database holds decides what a query costs.",
    ...(sizes === null ? [] : ["Twice the servers are worth 1.8 to 2.1 times as much (90 %)."]),
    ...(levels === null
      ? ["Nothing was measured on production: its speed is what headroom.yaml says, or the usual."]
      : []),
  ];
}
