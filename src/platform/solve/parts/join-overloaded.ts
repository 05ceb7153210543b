import { floatAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import { hasOverload } from "../../slowdown-law.ts";
import type { Grading } from "../graded-states.ts";
import { overloadSlowdown } from "../overload-slowdown.ts";
import { joinParts, joinTwo } from "./join-parts.ts";
import type { Behavior } from "./part-behavior.ts";
import { uniformBehavior, uniformNode, uniformWait } from "./uniform-records.ts";
import { zeroTable } from "./zero-table.ts";

/** What those present slow down. */
export interface Overload {
  /** Factor by the number k present where they can wait, 1 or more. */
  readonly slow: Float64Array;
  /** Names of the nodes and lines whose times it is on. */
  readonly of: ReadonlySet<string>;
}

export interface Joined {
  readonly inside: Behavior;
  /** Served per second with k present, overload included. */
  readonly rates: Float64Array;
  readonly overload: Overload | null;
}

interface Around {
  readonly most: number;
  readonly replicas: number;
  /** Of the delays that k leaves out; by Little's law so many are in them. */
  readonly outerTime: Seconds;
}

/**
 * The outermost parts of a platform, joined, where the work of some is slowed down by all that are
 * present: these become one part, whose rates fall with the number in all of them, so that the line
 * moves from the others to it. Approximate: the product form for each number in all, within 1 % of the
 * Markov chain of two nodes; where it has several nodes, see `overloadSlowdown`.
 */
export function joinOverloaded(
  parts: readonly Behavior[],
  { most, replicas, outerTime }: Around,
  grading: Grading,
): Joined {
  const crowded = parts.filter(({ nodes }) => nodes.some(hasOverload));
  if (crowded.length === 0) {
    const inside = joinParts(parts, most, grading);
    return { inside, rates: inside.rates, overload: null };
  }
  const slowed = joinParts(crowded, most, grading);
  const others = parts.filter((part) => !crowded.includes(part));
  const rest = others.length > 0 ? joinParts(others, most, grading) : null;
  const idle = rest === null ? slowed : joinTwo(counted(slowed), counted(rest), most, grading);
  const first = overloadSlowdown(
    idle,
    replicas,
    (k, before) => (outerTime * floatAt(idle.rates, k)) / before,
  );
  if (first === null) {
    const inside = joinParts(parts, most, grading);
    return { inside, rates: inside.rates, overload: null };
  }
  const fewer = idle.rates.map((rate, k) => rate / floatAt(first, k));
  if (rest === null)
    return { inside: idle, rates: fewer, overload: { slow: first, of: namesIn(idle) } };
  const slow = overloadSlowdown(slowed, replicas, (k) => outerTime * floatAt(fewer, k)) ?? first;
  const inside = joinTwo(slowed, rest, most, grading, slow);
  return { inside, rates: inside.rates, overload: { slow, of: namesIn(slowed) } };
}

/** Only who is where: all that overload is counted by. */
function counted(part: Behavior): Behavior {
  const none = zeroTable(part.rates.length);
  return uniformBehavior({
    ...part,
    nodes: part.nodes.map((node) =>
      uniformNode({ ...node, busy: none, slowdown: none, strata: [] }),
    ),
    waits: part.waits.map((wait) =>
      uniformWait({ ...wait, used: none, free: none, mean: none, square: none, strata: [] }),
    ),
    stretched: none,
    beyond: none,
    late: none,
    vainTime: none,
    doomed: none,
  });
}

function namesIn({ nodes, waits }: Behavior): ReadonlySet<string> {
  return new Set([...nodes, ...waits].map(({ name }) => name));
}
