import { entryAt, floatAt, numberAt } from "../../entry-at.ts";
import { hasOverload, overloadOf } from "../slowdown-law.ts";
import type { Behavior } from "./parts/part-behavior.ts";

/**
 * Factor by which overload slows the platform, by the requests k present where they can wait, on
 * `replicas` of the API that share them: each node's 1 + σ·j + κ·j·(j + 1), j = (all/replicas −
 * 1)⁺, weighted by the requests at it; those in line for a place count for the nodes that it holds.
 * All is k, and for nodes whose overload counts the whole platform those outside, too. First order in
 * the slowdown of nodes that are not the bottleneck of these. Null where no node knows overload.
 *
 * @param outside how many are in delays that k leaves out, by k and the factor of k − 1
 */
export function overloadSlowdown(
  inside: Behavior,
  replicas: number,
  outside: (k: number, slowBefore: number) => number = () => 0,
): Float64Array | null {
  if (!inside.nodes.some(hasOverload)) return null;
  const counted = inside.nodes.filter(({ apart }) => !apart);
  const lines = inside.waits
    .filter(({ around }) => around.length > 0)
    .map(({ around, waiting }) => ({
      waiting,
      held: counted.flatMap(({ name }, i) => (around.includes(name) ? [i] : [])),
    }));
  const present = counted.map((node) => node.present);
  const extras = new Float64Array(counted.length);
  const slow = new Float64Array(inside.rates.length).fill(1);
  for (let k = 1; k < slow.length; k++) {
    const elsewhere = outside(k, floatAt(slow, k - 1));
    for (let i = 0; i < counted.length; i++) {
      const node = entryAt(counted, i);
      const all = node.overloadCounts === "platform" ? k + elsewhere : k;
      extras[i] = overloadOf(node, Math.max(0, all / replicas - 1));
    }
    slow[k] = slowdownWith(present, lines, extras, k);
  }
  return slow;
}

/** Who waits for a place, and which of the nodes it holds. */
interface CountedLine {
  readonly waiting: Float64Array;
  readonly held: readonly number[];
}

function slowdownWith(
  present: readonly Float64Array[],
  lines: readonly CountedLine[],
  extras: Float64Array,
  k: number,
): number {
  let slowed = 0;
  for (let i = 0; i < present.length; i++) {
    slowed += floatAt(entryAt(present, i), k) * floatAt(extras, i);
  }
  for (let l = 0; l < lines.length; l++) {
    const { waiting, held } = entryAt(lines, l);
    let there = 0;
    let extra = 0;
    for (let h = 0; h < held.length; h++) {
      const i = numberAt(held, h);
      const here = floatAt(entryAt(present, i), k);
      there += here;
      extra += here * floatAt(extras, i);
    }
    if (there > 0) slowed += (floatAt(waiting, k) * extra) / there;
  }
  return 1 + slowed / k;
}
