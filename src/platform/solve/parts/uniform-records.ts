/**
 * Records of one shape each, whoever makes them and in whatever order: an engine compiles what reads a record
 * for the shapes it has met, and a spread has a shape of its own at every place where it stands. With spreads
 * what reads them was compiled up to twenty-seven times over in one plan.
 */
import type { FoldedNode } from "./folded-part.ts";
import type { Behavior, NodeBehavior, WaitBehavior } from "./part-behavior.ts";

export function uniformBehavior(behavior: Behavior): Behavior {
  return {
    rates: behavior.rates,
    nodes: behavior.nodes,
    waits: behavior.waits,
    stretched: behavior.stretched,
    beyond: behavior.beyond,
    late: behavior.late,
    vainTime: behavior.vainTime,
    doomed: behavior.doomed,
    evenness: behavior.evenness,
    backlog: behavior.backlog,
    scale: behavior.scale,
    ceiling: behavior.ceiling,
  };
}

export function uniformNode(node: NodeBehavior): NodeBehavior {
  return {
    name: node.name,
    work: node.work,
    capacity: node.capacity,
    delay: node.delay,
    apart: node.apart,
    evenness: node.evenness,
    overloadContention: node.overloadContention,
    overloadCoherency: node.overloadCoherency,
    overloadCounts: node.overloadCounts,
    delayVariation: node.delayVariation,
    busy: node.busy,
    present: node.present,
    slowdown: node.slowdown,
    strata: node.strata,
  };
}

export function uniformWait(wait: WaitBehavior): WaitBehavior {
  return {
    name: wait.name,
    places: wait.places,
    acquireTimeOut: wait.acquireTimeOut,
    around: wait.around,
    visits: wait.visits,
    used: wait.used,
    waiting: wait.waiting,
    free: wait.free,
    mean: wait.mean,
    square: wait.square,
    strata: wait.strata,
  };
}

export function uniformFoldedNode(node: FoldedNode): FoldedNode {
  return {
    kind: node.kind,
    name: node.name,
    role: node.role,
    discipline: node.discipline,
    servers: node.servers,
    overloadCounts: node.overloadCounts,
    delayVariation: node.delayVariation,
    drift: node.drift,
    mostConnections: node.mostConnections,
    work: node.work,
    contention: node.contention,
    coherency: node.coherency,
    crowding: node.crowding,
    overloadContention: node.overloadContention,
    overloadCoherency: node.overloadCoherency,
    capacity: node.capacity,
    copies: node.copies,
    byChance: node.byChance,
  };
}
