import type { Seconds } from "../../../units.ts";
import type { Grading } from "../graded-states.ts";
import { classesVariation } from "../response/class-variation.ts";
import type { FoldedNode, FoldedPart } from "./folded-part.ts";
import { joinOverloaded, type Overload } from "./join-overloaded.ts";
import type { WorkClass } from "./merge-alike.ts";
import type { Behavior, NodeBehavior } from "./part-behavior.ts";
import { partBehavior } from "./platform-behavior.ts";
import { uniformBehavior } from "./uniform-records.ts";
import { zeroTable } from "./zero-table.ts";

export interface Surroundings {
  /** All that requests can wait at, and the delays as nodes of it. */
  readonly inside: Behavior;
  /** Served per second with k present, overload included. */
  readonly rates: Float64Array;
  /** Null where nothing is slowed down by those present. */
  readonly overload: Overload | null;
  /** Mean time of a request of the mix in the delays that are not counted in its rates. */
  readonly outerTime: Seconds;
}

/**
 * The parts of a platform with 0…most requests where they can wait.
 *
 * A delay outside every pool is as good as more think time, exactly in product form: nobody waits
 * for anybody there. What is left is what the requests present are counted in.
 *
 * @param apart whether delays may be left out; not where those who are refused skip them
 */
export function outerDelays(
  parts: readonly FoldedPart[],
  classes: readonly WorkClass[],
  { most, replicas, apart }: { most: number; replicas: number; apart: boolean },
  grading: Grading,
): Surroundings {
  const contested = apart ? parts.filter((part) => !isDelay(part)) : parts;
  const counted = contested.length > 0 ? contested : parts;
  const behaviors = new Map(
    counted.map((part) => [part, partBehavior(part, classes, most, grading)]),
  );
  const demands = new Map(
    parts
      .filter((part) => !behaviors.has(part))
      .map((part) => [part, classesVariation([(part as FoldedNode).work], classes).demand]),
  );
  const outerTime = [...demands.values()].reduce((sum, demand) => sum + demand, 0);
  const joined = joinOverloaded([...behaviors.values()], { most, replicas, outerTime }, grading);
  const nodes = parts.flatMap((part): readonly NodeBehavior[] => {
    const own = behaviors.get(part);
    if (own === undefined)
      return [delayBeside(part as FoldedNode, demands.get(part) ?? 0, joined.rates)];
    const names = new Set(own.nodes.map(({ name }) => name));
    return joined.inside.nodes.filter(({ name }) => names.has(name));
  });
  return { ...joined, inside: uniformBehavior({ ...joined.inside, nodes }), outerTime };
}

function isDelay(part: FoldedPart): boolean {
  return part.kind === "node" && part.discipline === "delay";
}

/** By Little's law as many are in the delay as pass it in its time. */
function delayBeside(part: FoldedNode, demand: Seconds, rates: Float64Array): NodeBehavior {
  return {
    name: part.name,
    work: part.work,
    capacity: part.servers,
    delay: true,
    apart: true,
    evenness: 1,
    overloadContention: part.overloadContention,
    overloadCoherency: part.overloadCoherency,
    overloadCounts: part.overloadCounts,
    delayVariation: part.delayVariation,
    busy: zeroTable(rates.length),
    present: rates.map((rate) => rate * demand),
    slowdown: new Float64Array(rates.length).fill(1),
    strata: [],
  };
}
