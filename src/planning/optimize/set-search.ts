/** Solves sets of improvements at one load, no platform twice. */
import { entryAt } from "../../entry-at.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";
import type { Share } from "../../units.ts";
import { changedOneByOne } from "../what-if/changed-one-by-one.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import { above, drawCounter, type Holds, shareCounter, spaced } from "./draw-counter.ts";
import { type Improvement, type ImprovementSet, scenarioOfSet } from "./improvement-sets.ts";
import { type InferredSets, inferredSets } from "./inferred-sets.ts";
import type { SetObjective } from "./set-objective.ts";

export interface AskedObjective {
  readonly name: SetObjective;
  readonly limit: number;
}

/**
 * The objectives of a policy, those that are cheap to compute first. They hold for those who are let in: a set
 * that refuses more than the policy allows does not hold.
 */
export function askedObjectives({
  objectives,
  refused,
}: Pick<Policy, "objectives" | "refused">): AskedObjective[] {
  const names = ["mean", "errorRate", "p95", "p99"] as const;
  const asked = names.flatMap((name) => {
    const limit = objectives[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
  return [{ name: "refusedShare", limit: refused }, ...asked];
}

/** Where a platform may not break, for a load to lie within the margin of the policy's safe limit. */
export function marginLoad({ safeLimit }: Pick<Policy, "safeLimit">, users: number): number {
  return Math.ceil(safeLimit.safetyFactor * wholeSteps({ safeLimit }, users));
}

/** The load in whole steps of the policy's safe limit, rounded up. */
export function wholeSteps({ safeLimit }: Pick<Policy, "safeLimit">, users: number): number {
  return safeLimit.roundTo * Math.ceil(users / safeLimit.roundTo);
}

/** The red line, as what is asked at the load of the margin. */
export function askedMargin({ redLine }: Pick<Policy, "redLine">): AskedObjective[] {
  return [
    { name: "errorRate", limit: redLine.errorRate },
    { name: "p95", limit: redLine.p95 },
  ];
}

/**
 * The margin is one of the middle draw, as it is of the safe limit: of an even number both middle ones
 * keep it, for the safe limit lies between them.
 */
export const MARGIN_HELD: Share = 0.5 + 1e-9;

/** What a point says of an objective. */
export function readObjective(point: PlatformPoint, name: SetObjective): number {
  return name === "p95" || name === "p99" ? point.percentile(name) : point[name];
}

export interface SolvedDraw {
  /** Made again where only its holding was kept. */
  readonly point: () => PlatformPoint;
  readonly holds: boolean;
  readonly without: readonly LeverName[];
}

export interface SetSearch {
  /** @throws ScenarioError where a lever's value makes no sense */
  readonly solve: (set: ImprovementSet, group: number, draw: number) => SolvedDraw;
  /** Whether a few draws, and what other sets did on them, leave it possible that P(all hold) exceeds the floor. */
  readonly couldExceed: (set: ImprovementSet, floor: Share) => boolean;
  /** P(all hold) by the same few draws, or null as soon as it is sure not to exceed the floor. */
  readonly roughlyAbove: (set: ImprovementSet, floor: Share) => Share | null;
  /** P(all hold), or null as soon as it is sure not to exceed the floor. */
  readonly probabilityAbove: (set: ImprovementSet, floor: Share) => Share | null;
  /** Whether P(all hold) is at least as asked; told as soon as it is sure. */
  readonly reaches: (set: ImprovementSet, asked: Share) => boolean;
  /** The same of one hypothesis alone, by a few draws and what other sets did on them. */
  readonly roughlyIn: (set: ImprovementSet, group: number) => Share;
  /** The largest that this can be. */
  readonly roughlyMost: (group: number) => Share;
  /** P(all hold), by the draws that `check` counts. */
  readonly probability: (set: ImprovementSet) => Share;
  /** P(a test of a draw is true), by the same draws. */
  readonly probabilityThat: (test: (group: number, draw: number) => boolean) => Share;
  /** P(all hold) if one hypothesis is true. */
  readonly probabilityIn: (set: ImprovementSet, group: number) => Share;
}

/** Draws of each hypothesis that are asked first. */
const FEW = 8;

/** What few draws and inference may be wrong by. */
const ROUGHLY = 0.06;

/** What is asked of sets at one load. */
export interface SearchQuestion {
  readonly asked: readonly AskedObjective[];
  readonly users: number;
}

/**
 * @param improvements those that sets are made of, the cheapest first; what is solved of one set then
 *   speaks for others where few draws are asked (`inferredSets`)
 */
export function setSearch(
  groups: readonly PlausibleGroup[],
  asked: readonly AskedObjective[],
  users: number,
  improvements: readonly Improvement[] = [],
): SetSearch {
  return entryAt(setSearches(groups, [{ asked, users }], improvements), 0);
}

/** One for each question: what is solved for one of them is solved for all, which costs hardly more. */
export function setSearches(
  groups: readonly PlausibleGroup[],
  questions: readonly SearchQuestion[],
  improvements: readonly Improvement[] = [],
): readonly SetSearch[] {
  const solve = solvedOnce(groups, questions);
  return questions.map((_, q) => searchOf(groups, improvements, solve(q)));
}

type Solve = SetSearch["solve"];

/** Whether each question is held, and what is needed to say more. */
interface SolvedAll {
  readonly holds: readonly boolean[];
  readonly pointAt: (users: number) => PlatformPoint;
  readonly without: readonly LeverName[];
}

function solvedOnce(
  groups: readonly PlausibleGroup[],
  questions: readonly SearchQuestion[],
): (question: number) => Solve {
  const most = questions.reduce((largest, { users }) => Math.max(largest, users), 1);
  const draws = changedOneByOne(groups, most);
  // Numbers and no more: a point keeps the whole solved platform for percentiles to come.
  const known = new Map<string, SolvedAll>();
  const ofPlatforms = new Map<
    string,
    { readonly text: string; readonly holds: readonly boolean[] }
  >();
  // By itself, so that what is remembered holds nothing of the point that `solve` has.
  const made = (g: number, draw: number, scenario: Scenario, text: string) => (users: number) =>
    draws.change(g, draw, scenario).plausible(text).upTo(most)(users);
  const solve = (set: ImprovementSet, g: number, draw: number): SolvedAll => {
    const scenario = scenarioOfSet(set);
    const own = draws.textOf(g, draw, scenario);
    const before = known.get(own);
    if (before !== undefined) return before;
    const { platform, plausible, without } = applied(set, () => draws.change(g, draw, scenario));
    const numbers = `${g} ${draw} ${JSON.stringify(platform)}`;
    const alike = ofPlatforms.get(numbers);
    const text = alike?.text ?? own;
    const again = made(g, draw, scenario, text);
    if (alike !== undefined) {
      const solved = { pointAt: again, holds: alike.holds, without };
      known.set(own, solved);
      return solved;
    }
    const pointAt = plausible(text).upTo(most);
    const holds = questions.map(({ asked, users }) => {
      const point = pointAt(users);
      return asked.every(({ name, limit }) => readObjective(point, name) <= limit);
    });
    ofPlatforms.set(numbers, { text, holds });
    known.set(own, { pointAt: again, holds, without });
    return { pointAt, holds, without };
  };
  return (question) => (set, g, draw) => {
    const { pointAt, holds, without } = solve(set, g, draw);
    const { users } = entryAt(questions, question);
    return { point: () => pointAt(users), holds: entryAt(holds, question), without };
  };
}

function searchOf(
  groups: readonly PlausibleGroup[],
  improvements: readonly Improvement[],
  solve: Solve,
): SetSearch {
  const holds: Holds = (set, g, draw) => solve(set, g, draw).holds;
  const all = drawCounter(groups, holds, Number.POSITIVE_INFINITY);
  const inferred = inferring(groups, improvements, holds);
  const few = drawCounter(groups, inferred, FEW);
  return {
    solve,
    couldExceed: (set, floor) => {
      const least = floor - ROUGHLY;
      return few(set, (most) => most <= least, floor + ROUGHLY) > least;
    },
    roughlyAbove: (set, floor) => above(few, set, floor),
    probabilityAbove: (set, floor) => above(all, set, floor),
    reaches: (set, wanted) => all(set, (most) => most < wanted, wanted) >= wanted,
    probability: (set) => all(set, () => false, Number.POSITIVE_INFINITY),
    probabilityThat: shareCounter(groups),
    roughlyIn: (set, g) => {
      const draws = spaced(entryAt(groups, g).draws.length, FEW);
      const held = draws.filter((draw) => inferred(set, g, draw)).length;
      return probabilityOf(held, draws.length);
    },
    roughlyMost: (g) => {
      const { length } = spaced(entryAt(groups, g).draws.length, FEW);
      return probabilityOf(length, length);
    },
    probabilityIn: (set, g) => {
      const { draws } = entryAt(groups, g);
      return probabilityOf(draws.filter((_, draw) => holds(set, g, draw)).length, draws.length);
    },
  };
}

/** Whether a set holds on a draw: solved where no other set tells. */
function inferring(
  groups: readonly PlausibleGroup[],
  improvements: readonly Improvement[],
  solve: Holds,
): Holds {
  if (improvements.length === 0) return solve;
  const inferred = groups.map(() => new Map<number, InferredSets>());
  const ofDraw = (g: number, draw: number) => {
    const list = entryAt(inferred, g);
    const { platform } = entryAt(entryAt(groups, g).drawn, draw);
    const known = list.get(draw) ?? inferredSets(improvements, platform);
    list.set(draw, known);
    return known;
  };
  const listed = new Set(improvements);
  return (set, g, draw) => {
    if (!set.improvements.every((one) => listed.has(one))) return solve(set, g, draw);
    const sets = ofDraw(g, draw);
    const largest = sets.largest(set);
    for (const one of [largest, set]) {
      if (sets.holds(set) === null && sets.holds(one) === null)
        sets.learn(one, solve(one, g, draw));
    }
    return sets.holds(set) ?? solve(set, g, draw);
  };
}

function applied<T>(set: ImprovementSet, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(set.improvements.map(({ name }) => name).join(" + "), error.message);
  }
}
