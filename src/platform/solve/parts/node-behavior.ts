import { type Next, nextOf } from "../../discipline.ts";
import { slowdownAtWork } from "../../slowdown-law.ts";
import type { Grading } from "../graded-states.ts";
import { classesVariation } from "../response/class-variation.ts";
import { dealOut } from "./deal-out.ts";
import type { FoldedNode } from "./folded-part.ts";
import { type Line, type LineMoments, lineMoments, requestVariation } from "./line-moments.ts";
import type { WorkClass } from "./merge-alike.ts";
import type { Behavior } from "./part-behavior.ts";
import { uniformWait } from "./uniform-records.ts";
import { zeroTable } from "./zero-table.ts";

/** A node, or equal nodes to which requests are dealt out, with 0…most requests there. */
export function nodeBehavior(
  part: FoldedNode,
  classes: readonly WorkClass[],
  most: number,
  grading: Grading,
): Behavior {
  const { demand, visits, squaredVariation, repeats } = classesVariation([part.work], classes);
  const next = nextOf(part.discipline);
  const limit = next === null ? Number.POSITIVE_INFINITY : part.servers;
  const none = zeroTable(most + 1);
  const rates = new Float64Array(most + 1);
  const busy = part.discipline === "delay" ? none : new Float64Array(most + 1);
  const present = new Float64Array(most + 1);
  const slowdown = new Float64Array(most + 1);
  for (let n = 0; n <= most; n++) {
    present[n] = n;
    const working = Math.min(n, limit);
    if (busy !== none) busy[n] = Math.min(working, part.servers);
    rates[n] = speed(part, working) / demand;
    const others = Math.min(n + 1, limit);
    slowdown[n] = others / speed(part, others);
  }
  const variation = next === null ? squaredVariation : requestVariation(squaredVariation, repeats);
  const evenness = 2 / (1 + variation);
  const ceiling = speed(part, Math.min(most, limit)) / demand;
  const line = lineOf(
    next,
    {
      places: limit,
      visitRate: ceiling * visits,
      squaredVariation,
      repeats,
      backlog: 0,
      scale: part.servers,
    },
    most,
  );
  const node = {
    name: part.name,
    work: part.work,
    capacity: part.servers,
    delay: part.discipline === "delay",
    apart: false,
    evenness,
    overloadContention: part.overloadContention,
    overloadCoherency: part.overloadCoherency,
    overloadCounts: part.overloadCounts,
    delayVariation: part.delayVariation,
    busy,
    present,
    slowdown,
    strata: [],
  };
  const waits = line && [
    uniformWait({
      ...line,
      name: part.name,
      places: 0,
      acquireTimeOut: null,
      around: [],
      strata: [],
      visits: part.work.map((work) => work?.visits ?? 0),
    }),
  ];
  const single: Behavior = {
    rates,
    nodes: [node],
    waits: waits ?? [],
    stretched: line?.stretched ?? none,
    beyond: none,
    late: none,
    vainTime: none,
    doomed: none,
    evenness,
    backlog: line?.waiting[most] ?? 0,
    scale: part.servers,
    ceiling,
  };
  return dealOut(single, part, most, grading);
}

/** Moments of the waits of those beyond the servers; null where nobody waits. */
function lineOf(next: Next | null, line: Line, most: number): LineMoments | null {
  switch (next) {
    case null:
      return null;
    case "longest":
      return lineMoments(line, most);
  }
}

/** Work done per second of work, with m requests at work. */
function speed(part: FoldedNode, m: number): number {
  if (m === 0) return 0;
  if (part.discipline === "delay") return m;
  return Math.min(m, part.servers * part.capacity) / slowdownAtWork(part, m, part.servers);
}
