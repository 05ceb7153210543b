/** One scenario on every plausible platform, against the same platform as it is. */
import { entryAt } from "../../entry-at.ts";
import type { Bracket } from "../../limits/bracket.ts";
import { type FoundLimits, type LimitSearch, summarizeLimits } from "../../limits/find-limits.ts";
import { type PlatformLimits, platformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { Share } from "../../units.ts";
import type { HypothesisChange, ScenarioResult } from "../plan/plan-result.ts";
import { refinedCurve } from "../plan/refined-curve.ts";
import { widenedPoints } from "../validate/widened-points.ts";
import { bracketOfSearch } from "./bracket-of-search.ts";
import { changeDraws } from "./change-drawn.ts";
import { connectionsWanted } from "./connections-wanted.ts";
import { type DrawnUnknown, decidedByPrior } from "./decided-by-prior.ts";
import type { Pick } from "./mixture.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";
import { scenarioAssumptions } from "./scenario-assumptions.ts";
import { ScenarioError } from "./scenario-error.ts";
import { type ScenarioFindings, scenarioSentence } from "./scenario-sentence.ts";
import { type SearchedTo, shareGained, shareSeen } from "./share-gained.ts";
import { type ToldGroup, tellingOf } from "./telling.ts";
import { agreeingDraws } from "./told/agreeing-draws.ts";
import { gainVerdict, verdictOf } from "./told/gain-verdict.ts";
import { untoldWords } from "./told/untold-words.ts";
import { wallOf, wallsOf } from "./wall-of.ts";

/** Plausible platforms that share one explanation of the measurements, with their limits. */
export interface ScenarioGroup extends PlausibleGroup {
  /** The limits of each draw, as it is. */
  readonly ofDraws: readonly PlatformLimits[];
}

/** Beside the even steps, where the curve of a scenario bends. */
const BENDS = { most: 8, rounds: 2 } as const;

export interface ScenarioBase {
  readonly groups: readonly ScenarioGroup[];
  /** Which draws of the groups stand for the whole. */
  readonly picks: readonly Pick[];
  readonly found: FoundLimits;
  readonly policy: Policy;
  readonly search: LimitSearch;
  readonly loads: readonly number[];
  /** What every result rests on besides the measurements. */
  readonly assumptions: readonly string[];
}

/**
 * The platform after a scenario's levers. Limits are compared draw by draw, so that what both
 * sides share (think time, ceiling) cancels.
 *
 * @throws ScenarioError when a lever's value makes no sense on this platform
 */
export function runScenario(scenario: Scenario, base: ScenarioBase): ScenarioResult {
  const { policy, picks } = base;
  const search: LimitSearch = { ...base.search, basisAt: () => "assumed", changed: true };
  const groups = base.groups.map((group) => {
    const { draws, without, keep } = applied(scenario, group);
    const ofDraws = draws.map((draw) => platformLimits(draw, policy, search.maxUsers));
    return { ...group, after: draws, without, ofDrawsAfter: ofDraws, keep };
  });
  const draws = picks.map(({ group, draw }) => entryAt(entryAt(groups, group).after, draw));
  const after = summarizeLimits(
    picks.map(({ group, draw }) => entryAt(entryAt(groups, group).ofDrawsAfter, draw)),
    policy,
    search,
  );
  const bracket = bracketOfSearch(base);
  const searched: SearchedTo = { maxUsers: search.maxUsers, redLine: policy.redLine };
  const gains = gainsOf(base.found, after, bracket, (from, to) =>
    gainOf(from, to, base.search.maxUsers),
  );
  const peakThroughput = intervalOf(
    after.ofDraws.map(
      (limits, i) => limits.peakThroughput - (base.found.ofDraws[i]?.peakThroughput ?? 0),
    ),
  );
  const before = base.found.limits;
  const safeLimit = after.limits.safeLimit.value - before.safeLimit.value;
  const points = refinedCurve(
    base.loads,
    (loads) =>
      widenedPoints(
        predictCurve(draws, loads, policy, () => "assumed"),
        search.widening ?? 1,
      ),
    BENDS,
  );
  const refused = refusedAt(draws, before.safeLimit.value);
  // What is gained beyond the safe limit by turning requests away is protected, not served.
  const end = Math.floor(after.limits.breakingPoint.value ?? search.maxUsers);
  const onlyProtects = safeLimit <= 0 && refusedAt(draws, end) > policy.refused;
  const each = groups.map((group) => ofHypothesis(group, base, search));
  const perHypothesis = each.map(({ change }) => change);
  for (const { keep } of groups) keep();
  const shares = sharesGained(base.found, after, bracket, searched);
  const standing = each.filter((_, i) => groups[i]?.standing).map(({ shares: own }) => own);
  const actsOnNothing = groups.every(({ without }) => without.length >= scenario.levers.length);
  const isKnown = reachesLimits(base.search) && !isContradicted(base.found);
  const gained = isKnown || actsOnNothing ? gainVerdict(shares, standing) : "cannot tell";
  const verdict =
    refused > policy.refused || (gained === "gains" && onlyProtects) ? "refuses" : gained;
  const wanted = connectionsWanted([scenario], groups);
  const breaks = before.breakingPoint.value !== null && after.limits.breakingPoint.value !== null;
  return {
    name: scenario.name,
    title: scenario.title,
    levers: scenario.levers.map(({ name, text, endpoints }) => ({
      lever: endpoints === undefined ? name : `${name}[${endpoints}]`,
      value: text,
    })),
    before: base.found.limits,
    limits: after.limits,
    zones: after.zones,
    points,
    change: { safeLimit, breakingPoint: breaks ? intervalOf(gains) : null, peakThroughput },
    verdict,
    ...(wanted === null ? {} : { connections: wanted.refused }),
    sentence: alsoSaid(wanted?.sentence, {
      title: scenario.title,
      before,
      after: after.limits,
      verdict,
      refused,
      mostGain: intervalOf(shares).high,
      explained: standing.length > 0,
      contradicted: isContradicted(base.found),
      divided: untoldWords([
        ...each.flatMap(({ change, shares: own }, i) =>
          groups[i]?.standing ? [{ title: change.title, shares: own }] : [],
        ),
        { title: null, shares },
      ]),
      perHypothesis,
    }),
    perHypothesis,
    telling:
      verdict === "cannot tell" && isKnown ? tellingOf(toldGroups(groups, base, searched)) : null,
    assumptions: [...scenarioAssumptions(scenario, base), ...groups.flatMap(priorsOf(searched))],
  };
}

/** What is told of a change, and of what it wants besides. */
function alsoSaid(besides: string | undefined, found: ScenarioFindings): string {
  const sentence = scenarioSentence(found);
  return besides === undefined ? sentence : `${sentence} ${besides}`;
}

/** What sets limits that no measured load reaches is not known, nor whether a change moves it. */
function reachesLimits({ measured }: LimitSearch): boolean {
  return measured === undefined || measured.reachLimits;
}

/** Whoever breaks elsewhere than the measured loads do is no guide to where a change would. */
function isContradicted({ contradictions }: FoundLimits): boolean {
  return contradictions.some(({ limit }) => limit === "breaking point");
}

/** The explanations that could be true, the likeliest first, and what the change does to their draws. */
function toldGroups(
  groups: readonly ChangedGroup[],
  base: ScenarioBase,
  searched: SearchedTo,
): readonly ToldGroup[] {
  const bracket = bracketOfSearch(base);
  return groups
    .filter(({ standing }) => standing)
    .toSorted((a, b) => b.weight - a.weight)
    .map((group): ToldGroup => {
      const { ofDraws, ofDrawsAfter, hypothesis, weight } = group;
      const agree = bracket === null ? null : agreeingDraws(ofDraws, bracket);
      const walls = wallsOf(group.draws, ofDraws, searched.maxUsers);
      const draws = group.drawn.flatMap(({ platform }, i) => {
        const [before, after, wall] = [ofDraws[i], ofDrawsAfter[i], walls[i]];
        if (before === undefined || after === undefined || wall === undefined) return [];
        if (agree?.[i] === false) return [];
        return [{ platform, wall, gain: shareGained(before, after, searched) }];
      });
      const { ceiling } = hypothesis;
      return {
        ...(ceiling === undefined ? {} : { ceiling }),
        ...{ weight, draws, decided: decidedOf(group, searched) },
      };
    });
}

function decidedOf(
  { unknowns = [], ofDraws, ofDrawsAfter }: ChangedGroup,
  searched: SearchedTo,
): readonly DrawnUnknown[] {
  const gains = ofDrawsAfter.map((limits, i) => shareGained(entryAt(ofDraws, i), limits, searched));
  return decidedByPrior(gains, unknowns);
}

/** What the priors of an explanation decide of this change, in a sentence. */
function priorsOf(searched: SearchedTo) {
  return (group: ChangedGroup): string[] => {
    const { hypothesis } = group;
    const names = decidedOf(group, searched).map(({ name, meaning }) => meaning || name);
    if (names.length === 0) return [];
    const which = names.slice(0, MOST_NAMED).join(" and ");
    return [
      `What it gains under “${hypothesis.title}” hangs on ${which}, which the measurements hardly tell: the model file's guess decides.`,
    ];
  };
}

/** Numbers that a sentence names. */
const MOST_NAMED = 2;

type ChangedGroup = ScenarioGroup & {
  readonly after: readonly PlausiblePlatform[];
  readonly ofDrawsAfter: readonly PlatformLimits[];
  readonly without: readonly LeverName[];
};

/** Before and after under one hypothesis, and what limits there. */
function ofHypothesis(
  group: ChangedGroup,
  { policy, search: asMeasured }: ScenarioBase,
  search: LimitSearch,
): { readonly change: HypothesisChange; readonly shares: readonly Share[] } {
  const before = summarizeLimits(group.ofDraws, policy, asMeasured);
  const after = summarizeLimits(group.ofDrawsAfter, policy, search);
  const bracket = bracketOfSearch({ policy, search: asMeasured });
  const searched: SearchedTo = { maxUsers: search.maxUsers, redLine: policy.redLine };
  const shares = sharesGained(before, after, bracket, searched);
  const seen = gainsOf(before, after, bracket, (from, to) => shareSeen(from, to, searched));
  const change = {
    ...group.hypothesis,
    weight: group.weight,
    before: before.limits,
    limits: after.limits,
    gain: intervalOf(seen),
    verdict: verdictOf(shares),
    wallBefore: wallOf(group.draws, group.ofDraws, search.maxUsers),
    wallAfter: wallOf(group.after, group.ofDrawsAfter, search.maxUsers),
    without: group.without,
  };
  return { change, shares };
}

/** The draws after a scenario, and the levers that act on nothing on some of them. */
function applied(scenario: Scenario, group: ScenarioGroup) {
  try {
    const { draws, keep } = changeDraws(group, scenario);
    const without = [...new Set(draws.flatMap((one) => one.without))];
    return { draws: draws.map(({ plausible }) => plausible), without, keep };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(scenario.name, error.message);
  }
}

/** Users gained, counted to the end of the range where a platform does not break inside it. */
function gainOf(before: PlatformLimits, after: PlatformLimits, maxUsers: number): number {
  return (after.breakingPoint ?? maxUsers) - (before.breakingPoint ?? maxUsers);
}

/** Share of requests refused at a load, the median over the draws. */
function refusedAt(draws: readonly PlausiblePlatform[], users: number): Share {
  if (users < 1 || draws.every(({ rateLimit }) => rateLimit === null)) return 0;
  return intervalOf(draws.map((draw) => draw.upTo(users)(users).refusedShare)).value;
}

function sharesGained(
  before: FoundLimits,
  after: FoundLimits,
  bracket: Bracket | null,
  searched: SearchedTo,
): readonly Share[] {
  return gainsOf(before, after, bracket, (from, to) => shareGained(from, to, searched));
}

/** Draw by draw, of those that no measured load contradicts. */
function gainsOf(
  before: FoundLimits,
  after: FoundLimits,
  bracket: Bracket | null,
  gained: (before: PlatformLimits, after: PlatformLimits) => number,
): readonly number[] {
  const agree = bracket === null ? null : agreeingDraws(before.ofDraws, bracket);
  return after.ofDraws.flatMap((limits, i) => {
    const from = before.ofDraws[i];
    return from === undefined || agree?.[i] === false ? [] : [gained(from, limits)];
  });
}
