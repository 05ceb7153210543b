import type { Behavior } from "./part-behavior.ts";

/**
 * Factor by which overload slows the platform with k requests present, on `replicas` of the API
 * that share them: each node's 1 + σ·j + κ·j·(j + 1), j = (k/replicas − 1)⁺, weighted by the
 * requests at it; those in line count for the busiest node. First order in the slowdown of nodes
 * that are not the bottleneck.
 */
export function overloadSlowdown(inside: Behavior, k: number, replicas: number): number {
  if (k === 0) return 1;
  const j = Math.max(0, k / replicas - 1);
  let slowed = 0;
  let known = 0;
  let worst = 0;
  let fullest = -1;
  for (const node of inside.nodes) {
    const extra = node.overloadContention * j + node.overloadCoherency * j * (j + 1);
    const here = node.present[k] as number;
    slowed += here * extra;
    known += here;
    const load = node.delay ? 0 : (node.busy[k] as number) / node.capacity;
    if (load > fullest) {
      fullest = load;
      worst = extra;
    }
  }
  return 1 + (slowed + Math.max(0, k - known) * worst) / k;
}
