/** The cheapest set of improvements that holds all objectives at a load. */
import { entryAt } from "../../entry-at.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf, probabilityOf } from "../../limits/summarize-draws.ts";
import { requireCount, requireShare } from "../../require.ts";
import type { Share } from "../../units.ts";
import { mixture, type Pick } from "../what-if/mixture.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { carriedDraws } from "./carried-draws.ts";
import {
  affordableImprovements,
  type Improvement,
  type ImprovementSet,
  improvementSets,
  includesSet,
} from "./improvement-sets.ts";
import { LIKELY } from "./likely-groups.ts";
import type { CheapestResult, SetOutcome } from "./optimize-result.ts";
import {
  askedObjectives,
  readObjective,
  type SetSearch,
  type SolvedDraw,
  setSearch,
} from "./set-search.ts";

export interface CheapestInput {
  readonly groups: readonly PlausibleGroup[];
  readonly objectives: Policy["objectives"];
  /** Most of the requests that may be turned away. */
  readonly refused: Share;
  readonly improvements: readonly Improvement[];
  readonly users: number;
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  /** Hours; null: whatever it costs. */
  readonly maxCost: number | null;
  /** Sets of the same improvements on the same groups that were solved before. */
  readonly search?: SetSearch;
  readonly onProgress?: (done: number) => void;
}

/** A set that is less probable than this is no choice, and is not told from an impossible one. */
const HARDLY = 0.05;

/** What few draws do not tell. */
const NEARLY = 0.1;

/** Less than one draw counts. */
const HAIR = 1e-9;

/** Cheaper sets whose failing is told. */
const FAILING = 3;

/**
 * All sets from the cheapest on, up to the first that holds; each until it is sure not to be more
 * probable than every cheaper one: a few draws first, on which one set speaks for others that differ
 * by improvements that are never worse, then all. Every probability told of the whole is counted over
 * the draws that `check` counts, that of one hypothesis over all of its own: (k + ½)/(n + 1).
 *
 * @throws RangeError unless users is a whole number ≥ 1, the probability a share below 1 that the
 *   draws can show, and there is a group; or where there are too many improvements
 * @throws ScenarioError where a lever's value makes no sense
 */
export function cheapestSet(input: CheapestInput): CheapestResult {
  const { groups, improvements, users, probability, maxCost } = input;
  requireCount("users", users);
  requireShare("probability", probability);
  if (groups.length === 0) throw new RangeError("groups must hold one or more, got none");
  const most = maxCost ?? Number.POSITIVE_INFINITY;
  const sets = improvementSets(improvements, most);
  const affordable = affordableImprovements(improvements, most);
  const search = input.search ?? setSearch(groups, askedObjectives(input), users, affordable);
  const front: { set: ImprovementSet; probability: Share }[] = [];
  // On few draws a set must do better than the last one told did on the same; just as well where
  // that one all but holds, or where it asks for no more improvements.
  let [rough, floor] = [HARDLY, HARDLY];
  for (const [i, set] of sets.entries()) {
    const asFew = set.improvements.length <= (front.at(-1)?.set.improvements.length ?? 0);
    const close = asFew || floor >= probability - NEARLY ? HAIR : 0;
    const few = search.roughlyAbove(set, rough - close);
    const found = few === null ? null : search.probabilityAbove(set, floor);
    if (few !== null && found !== null) {
      front.push({ set, probability: found });
      [rough, floor] = [few, found];
    }
    input.onProgress?.((i + 1) / sets.length);
    if (found !== null && found >= probability) break;
  }
  const holding = front.find((one) => one.probability >= probability);
  const best = holding?.set ?? front.at(-1)?.set ?? leastFailing(sets, input, search);
  const cheaper = sets.filter((set) => sets.indexOf(set) < sets.indexOf(best));
  const candidates = holding === undefined ? sets.filter((set) => set !== best) : cheaper;
  const onFront = new Set(front.map(({ set }) => set));
  return {
    users,
    asked: probability,
    draws: carriedDraws(groups),
    maxCost,
    sets: sets.length,
    verdict:
      holding === undefined
        ? "no set holds"
        : best.improvements.length === 0
          ? "nothing needed"
          : "found",
    best: outcomeOf(best, input, search),
    front: front.map(({ set, probability: p }) => ({ ...labelOf(set), probability: p })),
    failing: worthTelling(candidates, onFront, input, search).map((set) =>
      outcomeOf(set, input, search),
    ),
  };
}

/**
 * Of the sets that fail, those that a planner would ask about: what is on the front, then those to
 * which no other failing one adds, the nearest to holding first.
 */
function worthTelling(
  sets: readonly ImprovementSet[],
  onFront: ReadonlySet<ImprovementSet>,
  input: CheapestInput,
  search: SetSearch,
): readonly ImprovementSet[] {
  const known = sets.filter((set) => onFront.has(set)).slice(-FAILING);
  const largest = sets.filter(
    (set) => !onFront.has(set) && !sets.some((other) => other !== set && includesSet(other, set)),
  );
  const near = largest
    .map((set) => ({ set, excess: excessOf(set, input, search) }))
    .sort((a, b) => a.excess - b.excess)
    .map(({ set }) => set);
  return [...known, ...near].slice(0, FAILING).sort((a, b) => a.cost - b.cost);
}

/** Sets whose worst figure differs by less than this share are as near: the cheapest of them is told. */
const AS_NEAR = 0.1;

function leastFailing(
  sets: readonly ImprovementSet[],
  input: CheapestInput,
  search: SetSearch,
): ImprovementSet {
  const scored = sets.map((set) => ({ set, excess: excessOf(set, input, search) }));
  const least = scored.reduce((a, { excess }) => Math.min(a, excess), Number.POSITIVE_INFINITY);
  const near = scored.find(({ excess }) => excess <= least + AS_NEAR);
  return (near ?? entryAt(scored, 0)).set;
}

/** How far past its worst objective a set is, as a logarithm, on the middle draw of each likely hypothesis. */
function excessOf(set: ImprovementSet, input: CheapestInput, search: SetSearch): number {
  const asked = askedObjectives(input);
  const likely = input.groups.flatMap((group, g) =>
    group.weight >= LIKELY ? [{ g, ...group }] : [],
  );
  return likely.reduce((sum, { g, weight, draws }) => {
    const point = search.solve(set, g, Math.floor(draws.length / 2)).point();
    const worst = asked.map(({ name, limit }) =>
      Math.log(Math.max(readObjective(point, name), 1e-9) / limit),
    );
    return sum + weight * Math.max(...worst);
  }, 0);
}

function labelOf({ improvements, cost }: ImprovementSet) {
  return {
    names: improvements.map(({ name }) => name),
    titles: improvements.map(({ title }) => title),
    cost,
  };
}

/** Everything about one set. */
function outcomeOf(set: ImprovementSet, input: CheapestInput, search: SetSearch): SetOutcome {
  const { groups } = input;
  const solved = groups.map(({ draws }, g) =>
    draws.map((_, i) => {
      const draw = search.solve(set, g, i);
      return { ...draw, point: draw.point() };
    }),
  );
  const pointAt = (g: number, draw: number) => entryAt(entryAt(solved, g), draw).point;
  const points = mixturePicks(groups).map(({ group, draw }) => pointAt(group, draw));
  const objectives = askedObjectives(input)
    .map(({ name, limit }) => ({
      name,
      limit,
      predicted: intervalOf(points.map((point) => readObjective(point, name))),
      probability: search.probabilityThat(
        (g, draw) => readObjective(pointAt(g, draw), name) <= limit,
      ),
    }))
    .filter(({ name, predicted }) => name !== "refusedShare" || predicted.high > 0)
    .sort(
      (a, b) =>
        a.probability - b.probability || b.predicted.value / b.limit - a.predicted.value / a.limit,
    );
  return {
    ...labelOf(set),
    probability: search.probabilityThat((g, draw) => entryAt(entryAt(solved, g), draw).holds),
    perHypothesis: groups.map(({ hypothesis, weight }, g) => ({
      ...hypothesis,
      weight,
      probability: shareOf(solved[g] ?? [], ({ holds }) => holds),
    })),
    objectives,
    wall: mostOften(points.map(({ bottleneck }) => bottleneck)),
    idle: idleIn(set, groups, solved),
  };
}

/** The draws that limits and verdicts rest on; where none are named, each hypothesis in proportion to its weight. */
function mixturePicks(groups: readonly PlausibleGroup[]): readonly Pick[] {
  if (groups.every(({ picked }) => picked !== undefined)) {
    return groups.flatMap(({ picked = [] }, group) => picked.map((draw) => ({ group, draw })));
  }
  const sizes = groups.map(({ draws }) => draws.length);
  const weights = groups.map(({ weight }) => weight);
  return mixture(weights, sizes, Math.max(...sizes) * 2);
}

function shareOf<T>(draws: readonly T[], test: (draw: T) => boolean): Share {
  return probabilityOf(draws.filter(test).length, draws.length);
}

function idleIn(
  { improvements }: ImprovementSet,
  groups: readonly PlausibleGroup[],
  solved: readonly (readonly { readonly without: SolvedDraw["without"] }[])[],
): string[] {
  const likely = solved.filter((_, g) => (groups[g]?.weight ?? 0) >= LIKELY);
  return improvements
    .filter(({ levers }) =>
      levers.every(({ name }) =>
        likely.every((draws) => draws.every(({ without }) => without.includes(name))),
      ),
    )
    .map(({ name }) => name);
}

function mostOften(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
