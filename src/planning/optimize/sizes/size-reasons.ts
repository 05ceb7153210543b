/** Why a size is the one that `optimize` recommends: what was tried, and what asks for it. */
import type { Policy } from "../../../limits/policy.ts";
import type { Interval } from "../../../stats/estimate.ts";
import type { Share } from "../../../units.ts";
import type { FittedCampaign } from "../../fit/fit-campaign.ts";
import { plausibleGroups } from "../../what-if/plausible-groups.ts";
import { carriedDraws } from "../carried-draws.ts";
import type { ImprovementSet } from "../improvement-sets.ts";
import { likelyGroups } from "../likely-groups.ts";
import type { SetObjective } from "../set-objective.ts";
import {
  type AskedObjective,
  askedObjectives,
  MARGIN_HELD,
  marginLoad,
  readObjective,
  type SetSearch,
  wholeSteps,
} from "../set-search.ts";
import { leverSizes, type SizeLever, sizesSet } from "./size-levers.ts";
import { mostSent, type SizeTarget, sizeQuestion } from "./size-question.ts";
import { sizesHold, smallestOf, type TriedSize } from "./smallest-sizes.ts";

/** What is asked of a size, and with what probability it has it. */
export interface SizeDemand {
  readonly name: SetObjective;
  readonly limit: number;
  readonly probability: Share;
}

/** A size as it was judged on all draws. */
export interface JudgedSize {
  readonly size: number;
  /** P(all objectives hold) at the load. */
  readonly probability: Share;
  /** P(the red line is not passed) at the load of the policy's margin. */
  readonly margin: Share;
  /** Each objective by itself, at the load. */
  readonly demands: readonly SizeDemand[];
  readonly holds: boolean;
}

export interface SizeExplanation {
  readonly lever: SizeLever;
  /** The load asked about, and the step of the policy in which it lies: there objectives must hold. */
  readonly users: number;
  readonly heldUsers: number;
  /** Where predictions stop, users: what is told of a load beyond is the models' word alone. */
  readonly predictedTo: number;
  /** Up to so many users it must not break: the policy's margin. */
  readonly marginUsers: number;
  /** How probable it must be that all objectives hold, and that the margin is kept. */
  readonly asked: Share;
  readonly askedMargin: Share;
  readonly draws: number;
  /** As it is, over the plausible platforms that have it; null where none has. */
  readonly today: Interval | null;
  /** Null: no size up to the largest holds. */
  readonly smallest: number | null;
  readonly least: number;
  readonly largest: number;
  /** Weight of the explanations that have nothing that it acts on. */
  readonly without: Share;
  /** Sizes in the order in which they were looked at. */
  readonly tried: readonly TriedSize[];
  /** The next smaller one and the smallest that holds; the largest that was looked at where none holds. */
  readonly judged: readonly JudgedSize[];
  /** What the next smaller one fails, the least probable first; of the largest where none holds. */
  readonly asks: readonly ("margin" | SetObjective)[];
}

/**
 * By the very search of `optimize`, with every size that it looks at.
 *
 * @throws RangeError unless users is a whole number ≥ 1
 */
export function sizeReasons(
  fitted: FittedCampaign,
  policy: Policy,
  target: SizeTarget,
  levers: readonly SizeLever[],
): readonly SizeExplanation[] {
  const { users, probability } = target;
  const groups = likelyGroups(plausibleGroups(fitted));
  const tried: TriedSize[] = [];
  const question = {
    ...sizeQuestion(groups, policy, target),
    onTried: (one: TriedSize) => tried.push(one),
  };
  return leverSizes(policy, mostSent(groups, users))
    .filter(({ lever }) => levers.includes(lever))
    .map((one): SizeExplanation => {
      const { lever, sizes } = one;
      tried.length = 0;
      const { smallest, today, without } = smallestOf(one, question);
      const place = smallest === null ? sizes.length - 1 : sizes.indexOf(smallest);
      const near =
        smallest === null ? sizes.slice(-1) : sizes.slice(Math.max(0, place - 1), place + 1);
      const judged = without > 1 - 1e-9 ? [] : near.map((size) => judge(lever, size));
      return {
        ...{ lever, users, asked: probability, askedMargin: MARGIN_HELD },
        ...{ heldUsers: wholeSteps(policy, users), marginUsers: marginLoad(policy, users) },
        predictedTo: fitted.search.maxUsers,
        ...{ draws: carriedDraws(groups), today, smallest, without },
        ...{ least: sizes[0] ?? 1, largest: sizes.at(-1) ?? 1 },
        ...{ tried: [...tried], judged },
        asks: judged.length === 0 ? [] : failing(judged, probability),
      };
    });

  function judge(lever: SizeLever, size: number): JudgedSize {
    const set = sizesSet({ [lever]: size });
    const { search, margin } = question;
    const asked = askedObjectives(policy);
    const held = heldOnce(asked, search, set);
    return {
      size,
      probability: search.probability(set),
      margin: margin.probability(set),
      demands: asked.map((one, k) => ({
        ...one,
        probability: search.probabilityThat((group, draw) => held(group, draw)[k] === true),
      })),
      holds: sizesHold(question, set),
    };
  }
}

/** Which of the objectives hold on a draw, solved once for all of them. */
function heldOnce(
  asked: readonly AskedObjective[],
  search: SetSearch,
  set: ImprovementSet,
): (group: number, draw: number) => readonly boolean[] {
  const known = new Map<string, readonly boolean[]>();
  return (group, draw) => {
    const before = known.get(`${group} ${draw}`);
    if (before !== undefined) return before;
    const point = search.solve(set, group, draw).point();
    const held = asked.map(({ name, limit }) => readObjective(point, name) <= limit);
    known.set(`${group} ${draw}`, held);
    return held;
  };
}

/** Of the first judged size what it fails, where it does: the least probable objective is what more of the size mends. */
function failing(judged: readonly JudgedSize[], asked: Share): SizeExplanation["asks"] {
  const [first] = judged;
  if (first === undefined || first.holds) return [];
  const objectives = first.demands
    .filter(({ probability }) => probability < asked)
    .toSorted((a, b) => a.probability - b.probability)
    .map(({ name }) => name);
  // Each by itself may hold where all at once do not.
  const least = first.demands.toSorted((a, b) => a.probability - b.probability).slice(0, 1);
  const named = objectives.length > 0 ? objectives : least.map(({ name }) => name);
  return [
    ...(first.margin < MARGIN_HELD ? (["margin"] as const) : []),
    ...(first.probability < asked ? named : []),
  ];
}
