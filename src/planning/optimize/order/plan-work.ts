/** What to do in which order: measurements that decide first, then the changes that gain most an hour. */

import type { Share } from "../../../units.ts";
import { formatUsers } from "../../../wording/format-users.ts";
import type { LaunchCondition } from "../../verdict/launch-condition.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import { carriedDraws } from "../carried-draws.ts";
import {
  affordableImprovements,
  type Improvement,
  type ImprovementSet,
  improvementSets,
} from "../improvement-sets.ts";
import type { SetOutcome } from "../optimize-result.ts";
import { type AskedObjective, MARGIN_HELD, type SetSearch } from "../set-search.ts";
import type { Deciding } from "./deciding-measurement.ts";
import { dominatedImprovements } from "./dominated-improvements.ts";
import { ifTrue } from "./if-true.ts";
import type {
  ChangeStep,
  IfTrue,
  KeptMargin,
  MeasureStep,
  OrderOfWork,
  WorkStep,
} from "./order-of-work.ts";

export interface WorkInput {
  /** Hypotheses that decide. */
  readonly groups: readonly PlausibleGroup[];
  readonly search: SetSearch;
  readonly asked: readonly AskedObjective[];
  readonly improvements: readonly Improvement[];
  readonly users: number;
  readonly probability: Share;
  /** Hours; null: whatever it costs. */
  readonly maxCost: number | null;
  /** The cheapest set that holds; else the most probable one. */
  readonly best: SetOutcome;
  /** As it is, users; and the red line at the load that the policy's margin asks for. */
  readonly margin: {
    readonly safeLimit: number;
    readonly unreached?: string;
    readonly users: number;
    readonly search: SetSearch;
  };
  /** Conditions of the verdict that are measurements. */
  readonly reruns: readonly LaunchCondition[];
  /** The measurement that decides between the hypotheses; asked for only where they disagree. */
  readonly decide: () => Deciding | null;
}

/** Hypotheses whose answers differ by less agree. */
const AGREE: Share = 0.2;

/** Hypotheses with less weight are in every probability, but nobody plans for them. */
const HEARD: Share = 0.05;

const nothing: ImprovementSet = { improvements: [], cost: 0 };

/**
 * P(target held) after a step is what can be expected beforehand: after a measurement, of whoever
 * then does what its outcome asks for, in proportion to how much of the doubt it settles.
 */
export function planWork(input: WorkInput): OrderOfWork {
  const { groups, search, improvements, users, probability: asked, maxCost, best } = input;
  const most = maxCost ?? Number.POSITIVE_INFINITY;
  const sets = improvementSets(improvements, most);
  const affordable = affordableImprovements(improvements, most);
  const today = search.probability(nothing);
  const reruns = input.reruns.map((one) => rerun(one, today));
  const heard = groups.flatMap(({ weight }, g) => (weight >= HEARD ? [g] : []));
  const outcomes = today >= asked ? [] : heard.map((g) => ifTrue(sets, groups, g, search, asked));
  const decided = disagree(outcomes) ? worthIt(input.decide(), outcomes, input) : null;
  const informed =
    decided === null ? best.probability : expected(outcomes, best.probability, decided.settles);
  const measured = decided === null ? [] : [decision(decided, informed)];
  const wanted = decided === null ? [best.names] : outcomes.map(({ work }) => namesOf(work.titles));
  const changes = today >= asked ? [] : changeSteps(wanted, decided === null ? [] : outcomes);
  const steps: readonly WorkStep[] = [...reruns, ...measured, ...changes];
  const reached = today >= asked ? today : informed;
  return {
    users,
    asked,
    draws: carriedDraws(groups),
    hours: maxCost,
    today,
    steps,
    outcomes: decided === null ? [] : outcomes.toSorted((a, b) => b.weight - a.weight),
    reached,
    holds: reached >= asked,
    listed: affordable.length,
    margin: keptMargin(),
    untouched: outcomes.filter(({ work }) => work.probability < 0.5),
    idle: best.idle,
    dominated: today >= asked ? [] : dominatedImprovements(affordable, groups, search, input.asked),
  };

  /** As it is by the safe limit, which the measured levels have a say in; with changes by the draws alone. */
  function keptMargin(): KeptMargin {
    const { safeLimit, unreached, users: load, search: far } = input.margin;
    const improved = today < asked && best.names.length > 0;
    const chosen = improved ? affordable.filter(({ name }) => best.names.includes(name)) : [];
    const reached = far.probability({ improvements: chosen, cost: improved ? best.cost : 0 });
    const kept = users <= safeLimit || (improved && reached >= MARGIN_HELD);
    return {
      ...{ safeLimit, users: load, reached, kept },
      ...(unreached === undefined ? {} : { unreached }),
    };
  }

  function namesOf(titles: readonly string[]): readonly string[] {
    return affordable.filter(({ title }) => titles.includes(title)).map(({ name }) => name);
  }

  /** What every outcome asks for, then what one asks for alone, where it gains enough. */
  function changeSteps(
    named: readonly (readonly string[])[],
    after: readonly IfTrue[],
  ): readonly ChangeStep[] {
    const common = affordable.filter(({ name }) => named.every((names) => names.includes(name)));
    const alone = after.flatMap((one, i) => {
      const own = affordable.filter(
        (improvement) => named[i]?.includes(improvement.name) && !common.includes(improvement),
      );
      const g = heard[i] ?? null;
      return one.work.probability - one.today >= AGREE ? inOrder(own, g, common) : [];
    });
    return [...inOrder(common, null), ...alone];
  }

  /** The largest gain an hour first; where nothing gains alone, the cheapest. */
  function inOrder(
    chosen: readonly Improvement[],
    g: number | null,
    before: readonly Improvement[] = [],
  ): ChangeStep[] {
    const steps: ChangeStep[] = [];
    let [done, left] = [before, chosen];
    let held = chance(done, g);
    while (left.length > 0) {
      const tried = left.map((one) => ({ one, chance: chance([...done, one], g) }));
      const [next] = tried.toSorted(
        (a, b) =>
          (b.chance - held) / b.one.cost - (a.chance - held) / a.one.cost ||
          a.one.cost - b.one.cost,
      );
      if (next === undefined) break;
      const { name, title, cost } = next.one;
      held = next.chance;
      const onlyIf = g === null ? null : (groups[g]?.hypothesis.title ?? null);
      steps.push({ kind: "change", name, title, hours: cost, onlyIf, probability: held });
      done = [...done, next.one];
      left = left.filter((one) => one !== next.one);
    }
    return steps;
  }

  /** P(all hold) with these changes; under one hypothesis alone where it is given. */
  function chance(done: readonly Improvement[], g: number | null): Share {
    const chosen = affordable.filter((one) => done.includes(one));
    const set = { improvements: chosen, cost: chosen.reduce((sum, { cost }) => sum + cost, 0) };
    return g === null ? search.probability(set) : search.probabilityIn(set, g);
  }
}

/** Whether what to do, or what can be had, differs between the hypotheses. */
function disagree(outcomes: readonly IfTrue[]): boolean {
  if (outcomes.length < 2) return false;
  const chances = outcomes.map(({ work }) => work.probability);
  const works = new Set(outcomes.map(({ work }) => work.titles.join(" + ")));
  return Math.max(...chances) - Math.min(...chances) >= AGREE || works.size > 1;
}

/** Where a set holds whatever is true, measuring first must save hours. */
function worthIt(
  decided: Deciding | null,
  outcomes: readonly IfTrue[],
  { best, probability }: WorkInput,
): Deciding | null {
  if (decided === null || best.probability < probability) return decided;
  const hours = outcomes.reduce((sum, { weight, work }) => sum + weight * work.hours, 0);
  return hours + decided.advice.minutes / 60 < best.cost ? decided : null;
}

/** P(target held) of whoever measures first: the best without knowing, and what knowing adds. */
function expected(outcomes: readonly IfTrue[], blind: Share, settles: Share): Share {
  const told = outcomes.reduce((sum, { weight }) => sum + weight, 0);
  const knowing = outcomes.reduce(
    (sum, { weight, work }) => sum + weight * work.probability,
    (1 - told) * blind,
  );
  return blind + settles * Math.max(0, knowing - blind);
}

function decision({ advice, settles }: Deciding, probability: Share): MeasureStep {
  const { users, change, minutes } = advice;
  const where = change === null ? `${formatUsers(users)}` : `${formatUsers(users)} with ${change}`;
  return {
    ...{ kind: "measure", what: `Measure ${where}.`, users, change, minutes, settles, probability },
    reason: "The explanations disagree on what to do, or on what can be had by it.",
  };
}

/** A condition of the verdict that is a measurement. */
function rerun({ todo, reason, level, effort }: LaunchCondition, probability: Share): MeasureStep {
  const minutes = Number(/^(\d+) min/.exec(effort ?? "")?.[1]);
  return {
    ...{ kind: "measure", what: todo, users: level ?? 0, change: null, reason, settles: null },
    minutes: Number.isFinite(minutes) ? minutes : null,
    probability,
  };
}
