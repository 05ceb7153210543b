import type { Scenario } from "../../platform/scenario.ts";

/** A scenario that somebody could pay for, with its hours. */
export type Improvement = Scenario & { readonly cost: number };

/** Improvements made together. */
export interface ImprovementSet {
  /** Cheapest first, by name where they cost the same. */
  readonly improvements: readonly Improvement[];
  /** Hours of all. */
  readonly cost: number;
}

/** 4,096 sets; with more improvements no exact search ends in time. */
export const MOST_IMPROVEMENTS = 12;

/** Those that alone cost no more than allowed, the cheapest first, by name where they cost the same. */
export function affordableImprovements(
  improvements: readonly Improvement[],
  maxCost: number,
): readonly Improvement[] {
  return improvements
    .filter(({ cost }) => cost <= maxCost)
    .toSorted((a, b) => a.cost - b.cost || byText(a.name, b.name));
}

/**
 * Every set of improvements that costs no more than allowed, the cheapest first; of equal cost
 * the one with fewer, then by names. The first is the empty one, which costs nothing.
 *
 * @throws RangeError where there are more than twelve that could be paid for
 */
export function improvementSets(
  improvements: readonly Improvement[],
  maxCost: number,
): readonly ImprovementSet[] {
  const affordable = affordableImprovements(improvements, maxCost);
  if (affordable.length > MOST_IMPROVEMENTS) {
    throw new RangeError(
      `improvements must be ${MOST_IMPROVEMENTS} or fewer, got ${affordable.length} that cost no more than allowed`,
    );
  }
  let sets: ImprovementSet[] = [{ improvements: [], cost: 0 }];
  for (const one of affordable) {
    const larger = sets.map(({ improvements: chosen, cost }) => ({
      improvements: [...chosen, one],
      cost: cost + one.cost,
    }));
    sets = [...sets, ...larger.filter(({ cost }) => cost <= maxCost)];
  }
  return sets.toSorted(
    (a, b) =>
      a.cost - b.cost ||
      a.improvements.length - b.improvements.length ||
      byText(namesOf(a), namesOf(b)),
  );
}

/**
 * A set as one scenario: the levers of its improvements one after another, the cheapest first.
 * Factors (demand, visits, contention) multiply; where two set the same number, as two sizes of a
 * pool do, the dearer comes last and stays.
 */
export function scenarioOfSet({ improvements, cost }: ImprovementSet): Scenario {
  return {
    name: "set",
    title: improvements.map(({ title }) => title).join(" + "),
    source: "",
    cost,
    levers: improvements.flatMap(({ levers }) => levers),
  };
}

/** Whether a set holds everything that another holds. */
export function includesSet(larger: ImprovementSet, smaller: ImprovementSet): boolean {
  const names = new Set(larger.improvements.map(({ name }) => name));
  return smaller.improvements.every(({ name }) => names.has(name));
}

const namesOf = ({ improvements }: ImprovementSet) =>
  improvements.map(({ name }) => name).join(" ");

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
