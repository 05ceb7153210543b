/** Solves sets of improvements at one load, no platform twice. */
import { entryAt } from "../../entry-at.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { LeverName } from "../../platform/scenario.ts";
import type { Share } from "../../units.ts";
import { changeDraw } from "../what-if/change-drawn.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { ScenarioError } from "../what-if/scenario-error.ts";
import { type ImprovementSet, scenarioOfSet } from "./improvement-sets.ts";
import type { SetObjective } from "./optimize-result.ts";

export interface AskedObjective {
  readonly name: SetObjective;
  readonly limit: number;
}

/** Objectives hold for those who are let in; a set that refuses more than this does not hold. */
const MOST_REFUSED = 0.01;

/** The objectives of a policy, those that are cheap to compute first. */
export function askedObjectives({ objectives }: Pick<Policy, "objectives">): AskedObjective[] {
  const names = ["mean", "errorRate", "p95", "p99"] as const;
  const asked = names.flatMap((name) => {
    const limit = objectives[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
  return [{ name: "refusedShare", limit: MOST_REFUSED }, ...asked];
}

/** What a point says of an objective. */
export function readObjective(point: PlatformPoint, name: SetObjective): number {
  return name === "p95" || name === "p99" ? point.percentile(name) : point[name];
}

export interface SolvedDraw {
  readonly point: PlatformPoint;
  readonly holds: boolean;
  readonly without: readonly LeverName[];
}

export interface SetSearch {
  /** @throws ScenarioError where a lever's value makes no sense */
  readonly solve: (set: ImprovementSet, group: number, draw: number) => SolvedDraw;
  /** P(all hold), or null as soon as it is sure not to exceed the floor. */
  readonly probabilityAbove: (set: ImprovementSet, floor: Share) => Share | null;
}

export function setSearch(
  groups: readonly PlausibleGroup[],
  asked: readonly AskedObjective[],
  users: number,
): SetSearch {
  const known = new Map<string, Omit<SolvedDraw, "without">>();
  const solve = (set: ImprovementSet, g: number, draw: number): SolvedDraw => {
    const changed = applied(entryAt(groups, g), set, draw);
    const key = `${g} ${draw} ${JSON.stringify(changed.platform)}`;
    const before = known.get(key);
    if (before !== undefined) return { ...before, without: changed.without };
    const point = changed.plausible.upTo(users)(users);
    const holds = asked.every(({ name, limit }) => readObjective(point, name) <= limit);
    known.set(key, { point, holds });
    return { point, holds, without: changed.without };
  };
  // The likely hypotheses decide: asked first, they spare the others.
  const order = groups.map((_, g) => g).sort((a, b) => weightAt(groups, b) - weightAt(groups, a));
  // So do the draws on which most sets have failed.
  const failures = groups.map(({ draws }) => draws.map((_, draw) => ({ draw, count: 0 })));
  const probabilityAbove = (set: ImprovementSet, floor: Share): Share | null => {
    const most = groups.map(({ draws }) => probabilityOf(draws.length, draws.length));
    const bound = () => most.reduce((sum, p, g) => sum + weightAt(groups, g) * p, 0);
    if (bound() <= floor) return null;
    for (const g of order) {
      const draws = (failures[g] ?? []).toSorted((a, b) => b.count - a.count || a.draw - b.draw);
      let lost = 0;
      for (const failed of draws) {
        if (solve(set, g, failed.draw).holds) continue;
        failed.count++;
        lost++;
        most[g] = probabilityOf(draws.length - lost, draws.length);
        if (bound() <= floor) return null;
      }
    }
    return bound();
  };
  return { solve, probabilityAbove };
}

const weightAt = (groups: readonly PlausibleGroup[], g: number) => groups[g]?.weight ?? 0;

function applied(group: PlausibleGroup, set: ImprovementSet, draw: number) {
  try {
    return changeDraw(group, draw, scenarioOfSet(set));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(set.improvements.map(({ name }) => name).join(" + "), error.message);
  }
}
