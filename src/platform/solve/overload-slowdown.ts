import { floatAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { hasOverload, overloadOf } from "../slowdown-law.ts";
import type { Behavior } from "./parts/part-behavior.ts";

/**
 * Factor by which overload slows the platform, by the requests k present where they can wait, on
 * `replicas` of the API that share them: each node's 1 + σ·j + κ·j·(j + 1), j = (all/replicas −
 * 1)⁺, weighted by the requests at it; those in line count for the busiest node. All is k, and
 * for nodes whose overload counts the whole platform those in outer delays, by Little's law. First order in the slowdown of nodes that are not the
 * bottleneck. Null where no node knows overload.
 */
export function overloadSlowdown(
  inside: Behavior,
  outerTime: Seconds,
  replicas: number,
): Float64Array | null {
  if (!inside.nodes.some(hasOverload)) return null;
  const slow = new Float64Array(inside.rates.length).fill(1);
  for (let k = 1; k < slow.length; k++) {
    const before = floatAt(slow, k - 1);
    const outside = (outerTime * floatAt(inside.rates, k)) / before;
    slow[k] = slowdownWith(inside, k, outside, replicas);
  }
  return slow;
}

function slowdownWith(inside: Behavior, k: number, outside: number, replicas: number): number {
  let slowed = 0;
  let known = 0;
  let worst = 0;
  let fullest = -1;
  for (const node of inside.nodes) {
    if (node.apart) continue;
    const all = node.overloadCounts === "platform" ? k + outside : k;
    const extra = overloadOf(node, Math.max(0, all / replicas - 1));
    const here = floatAt(node.present, k);
    slowed += here * extra;
    known += here;
    const load = node.delay ? 0 : floatAt(node.busy, k) / node.capacity;
    if (load > fullest) {
      fullest = load;
      worst = extra;
    }
  }
  return 1 + (slowed + Math.max(0, k - known) * worst) / k;
}
