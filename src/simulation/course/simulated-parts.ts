import type { ClassWork, NodePart, Part, PoolPart } from "../../platform/tree/part.ts";
import { linedNodes } from "../../platform/tree/whole-visits.ts";
import { requireCount } from "../../require.ts";
import type { SimulatedPart, SimulatedWork } from "../stations/simulated-platform.ts";
import { type ServiceLaw, serviceLawOf, workOf } from "./service-law.ts";

/**
 * The tree with laws of time: a law of each visit where visits are made one by one, else of their
 * sum.
 *
 * @param parts with whole visits (`wholeVisits`)
 * @throws RangeError if the connections that a node accepts cannot be shared out among the pools
 */
export function simulatedParts(
  parts: readonly Part[],
  apiReplicas: number,
  law: ServiceLaw,
): readonly SimulatedPart[] {
  const lined = new Set(linedNodes(parts));
  const mapped = (part: Part): SimulatedPart =>
    part.kind === "node"
      ? { ...part, work: part.work.map((work) => workAt(part, work)) }
      : { ...part, size: acceptedSize(part, apiReplicas), inside: part.inside.map(mapped) };
  const workAt = (node: NodePart, work: ClassWork | null): SimulatedWork | null => {
    if (work === null) return null;
    const { service, variation, visits } = work;
    if (lined.has(node)) {
      return { time: serviceLawOf(workOf(service, variation, 1), law), visits };
    }
    return { time: serviceLawOf(workOf(service, variation, visits), law), visits: 1 };
  };
  return parts.map(mapped);
}

/** Nodes that accept fewer connections share them out among the pools. */
function acceptedSize(pool: PoolPart, apiReplicas: number): number {
  const owners = pool.perReplica ? apiReplicas : 1;
  let accepted = Number.POSITIVE_INFINITY;
  for (const part of pool.inside) {
    if (part.kind === "pool") continue;
    const nodes = pool.perNode ? 1 : part.shards * (1 + part.readReplicas);
    accepted = Math.min(accepted, part.mostConnections * nodes);
  }
  if (pool.size * owners <= accepted) return pool.size;
  return requireCount(`maxConnections for each of ${owners} ${pool.name}`, accepted / owners);
}
