import { floatAt } from "../../entry-at.ts";
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
  const slow = new Float64Array(inside.rates.length).fill(1);
  for (let k = 1; k < slow.length; k++) {
    slow[k] = slowdownWith(inside, k, outside(k, floatAt(slow, k - 1)), replicas);
  }
  return slow;
}

function slowdownWith(inside: Behavior, k: number, outside: number, replicas: number): number {
  const counted = inside.nodes
    .filter(({ apart }) => !apart)
    .map((node) => {
      const all = node.overloadCounts === "platform" ? k + outside : k;
      const extra = overloadOf(node, Math.max(0, all / replicas - 1));
      return { name: node.name, here: floatAt(node.present, k), extra };
    });
  let slowed = counted.reduce((sum, { here, extra }) => sum + here * extra, 0);
  for (const { around, waiting } of inside.waits) {
    if (around.length === 0) continue;
    const held = counted.filter(({ name }) => around.includes(name));
    const there = held.reduce((sum, { here }) => sum + here, 0);
    const extra = held.reduce((sum, one) => sum + one.here * one.extra, 0);
    if (there > 0) slowed += (floatAt(waiting, k) * extra) / there;
  }
  return 1 + slowed / k;
}
