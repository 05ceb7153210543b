/** Options that ask for more of the same and give nothing more. */
import type { Limits } from "../../limits/limits.ts";
import { levers } from "../../platform/levers/levers.ts";
import type { DominatedScenario, ScenarioResult } from "../plan/plan-result.ts";
import { NOTICEABLE } from "../what-if/told/noticeable.ts";

/** Levers of which more is dearer. */
const growing: ReadonlySet<string> = new Set(
  levers.filter(({ isSize }) => isSize).map(({ name }) => name),
);

/** Hypotheses with less weight have no say. */
const HEARD = 0.05;

/**
 * Scenarios of one lever that gain less than 5 % of breaking point and of ceiling over a smaller
 * value of the same lever, mixed and under every hypothesis with 5 % of weight. Each stands beside
 * the smallest that is as good.
 */
export function dominated(scenarios: readonly ScenarioResult[]): DominatedScenario[] {
  const single = scenarios.flatMap((scenario) => {
    const [lever] = scenario.levers;
    const size = lever === undefined ? null : numberOf(lever.value);
    return scenario.levers.length === 1 && lever !== undefined && size !== null
      ? growing.has(lever.lever)
        ? [{ scenario, lever: lever.lever, size }]
        : []
      : [];
  });
  return single.flatMap((larger) => {
    const smaller = single
      .filter(({ lever, size }) => lever === larger.lever && size < larger.size)
      .toSorted((a, b) => a.size - b.size)
      .find(({ scenario }) => addsNothing(scenario, larger.scenario));
    return smaller === undefined ? [] : [against(larger.scenario, smaller.scenario)];
  });
}

function against(larger: ScenarioResult, smaller: ScenarioResult): DominatedScenario {
  const heaviest = larger.perHypothesis.toSorted((a, b) => b.weight - a.weight)[0];
  const wall = heaviest === undefined ? "" : `: the wall is the ${heaviest.wallAfter}`;
  return {
    name: larger.name,
    title: larger.title,
    by: smaller.name,
    sentence: `${larger.title} gains nothing over ${smaller.title}${wall}.`,
  };
}

/** "100 connections" is 100; an expression such as "2 * pool.size" has no one number. */
function numberOf(value: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)(?:\s*[a-z]+)?\s*$/.exec(value);
  return match === null ? null : Number(match[1]);
}

function addsNothing(smaller: ScenarioResult, larger: ScenarioResult): boolean {
  if (adds(smaller.limits, larger.limits)) return false;
  return larger.perHypothesis
    .filter(({ weight }) => weight >= HEARD)
    .every((change) => {
      const other = smaller.perHypothesis.find(({ name }) => name === change.name);
      return other !== undefined && !adds(other.limits, change.limits);
    });
}

function adds(smaller: Limits, larger: Limits): boolean {
  // Where the ceiling is open, what it is at least; the same on both sides then tells nothing.
  const ceiling = ({ peak: { throughput } }: Limits) => throughput.value ?? throughput.low ?? 0;
  const users = ({ breakingPoint }: Limits) => breakingPoint.value ?? breakingPoint.searchedTo;
  const more = (a: number, b: number) => b > a * (1 + NOTICEABLE);
  return more(users(smaller), users(larger)) || more(ceiling(smaller), ceiling(larger));
}
