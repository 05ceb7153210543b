/** Of each size alone, the smallest that holds the objectives at a load. */
import { intervalOf } from "../../../limits/summarize-draws.ts";
import { applyScenario } from "../../../platform/levers/change/apply-scenario.ts";
import { wantedConnections } from "../../../platform/levers/change/wanted-connections.ts";
import { leverOf } from "../../../platform/levers/levers.ts";
import type { Interval } from "../../../stats/estimate.ts";
import type { Share } from "../../../units.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import { type ImprovementSet, scenarioOfSet } from "../improvement-sets.ts";
import { MARGIN_HELD, type SetSearch } from "../set-search.ts";
import { monthlyCost, type Prices } from "./prices.ts";
import { type LeverSizes, type SizeLever, sizesSet } from "./size-levers.ts";
import { smallestSize } from "./smallest-size.ts";

export interface SmallestSize {
  readonly lever: SizeLever;
  /** As it is, over the plausible platforms that have it; null where none has, or nobody set one. */
  readonly today: Interval | null;
  /** Null: no size up to `searchedTo` holds. */
  readonly smallest: number | null;
  readonly searchedTo: number;
  /** P(all objectives hold) at the smallest; null where none holds. */
  readonly probability: Share | null;
  /** Weight of the hypotheses that have nothing that it acts on. */
  readonly without: Share;
  /** Money a month more than today, the median; null without prices, or where none holds. */
  readonly monthly: number | null;
}

/** A size that was looked at: on a few draws whether it may hold, on all whether it does. */
export interface TriedSize {
  readonly size: number;
  readonly on: "few" | "all";
  readonly holds: boolean;
}

export interface SizeQuestion {
  /** Hypotheses that decide. */
  readonly groups: readonly PlausibleGroup[];
  readonly search: SetSearch;
  /** The same for the red line at the load of the policy's margin: what the safe limit asks beside it. */
  readonly margin: SetSearch;
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  readonly prices: Prices | null;
  /** Told of every size that is looked at. */
  readonly onTried?: (one: TriedSize) => void;
}

/** Whether sizes hold a load as the safe limit does: all objectives there, and the margin kept. */
export function sizesHold(
  { search, margin, probability }: Pick<SizeQuestion, "search" | "margin" | "probability">,
  set: ImprovementSet,
): boolean {
  return search.reaches(set, probability) && margin.reaches(set, MARGIN_HELD);
}

/** Whether a few draws leave that possible. */
export function sizesMayHold(
  { search, margin, probability }: Pick<SizeQuestion, "search" | "margin" | "probability">,
  set: ImprovementSet,
): boolean {
  return search.couldExceed(set, probability) && margin.couldExceed(set, MARGIN_HELD);
}

/** A larger pool may let in too many: sizes that hold may lie close together. */
const POOL_STEP = 1.25;

/** By `smallestSize`, few draws first, then all. */
export function smallestOf({ lever, sizes }: LeverSizes, question: SizeQuestion): SmallestSize {
  const { groups, prices, onTried } = question;
  const { lacks, today } = leverOf(lever);
  const without = groups.reduce((sum, { weight, drawn }) => {
    const lacking = drawn.filter(({ platform }) => lacks(platform, undefined) !== null);
    return sum + (weight * lacking.length) / Math.max(1, drawn.length);
  }, 0);
  const now = groups.flatMap(({ drawn }) =>
    drawn.flatMap(({ platform }) =>
      lacks(platform, undefined) === null ? (today?.of(platform) ?? []) : [],
    ),
  );
  const largest = sizes.at(-1) ?? 1;
  const looked = (on: TriedSize["on"], judge: typeof sizesHold) => (size: number) => {
    const holds = judge(question, sizesSet({ [lever]: size }));
    onTried?.({ size, on, holds });
    return holds;
  };
  const mayHold = looked("few", sizesMayHold);
  // Of a pool more may be worse, and of replicas with pools that the database refuses: the largest says
  // nothing of smaller ones.
  const worsens = lever === "pool.size" || (lever === "api.replicas" && groups.some(isBounded));
  const growth = worsens ? POOL_STEP : 2;
  const hopeless = without > 1 - 1e-9 || (!worsens && !mayHold(largest));
  const smallest = hopeless ? null : smallestSize(sizes, mayHold, looked("all", sizesHold), growth);
  const found = smallest === null ? null : sizesSet({ [lever]: smallest });
  return {
    lever,
    today: now.length === 0 ? null : intervalOf(now),
    smallest,
    searchedTo: largest,
    probability: found === null ? null : question.search.probability(found),
    without,
    monthly: prices === null || found === null ? null : monthlyMore(found, groups, prices),
  };
}

/** Whether somebody knows how many connections the database accepts. */
function isBounded({ drawn: [one], room }: PlausibleGroup): boolean {
  const wanted = one === undefined ? [] : wantedConnections(one.platform, room);
  return wanted.some(({ accepts }) => Number.isFinite(accepts));
}

/** What a set costs more a month than the platform as it is: the median over all plausible platforms. */
export function monthlyMore(
  set: ImprovementSet,
  groups: readonly PlausibleGroup[],
  prices: Prices,
): number {
  const scenario = scenarioOfSet(set);
  const more = groups.flatMap(({ drawn }) =>
    drawn.map(({ platform }) => {
      const after = applyScenario(scenario, platform).platform;
      return monthlyCost(after, prices) - monthlyCost(platform, prices);
    }),
  );
  return intervalOf(more).value;
}
