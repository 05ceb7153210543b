import { floatAt } from "../../../entry-at.ts";
import type { Share } from "../../../units.ts";
import { type ImpatientLine, impatientLine } from "../acquire-time-outs.ts";
import { overloadSlowdown } from "../overload-slowdown.ts";
import { classesVariation } from "../response/class-variation.ts";
import type { FoldedPool } from "./folded-part.ts";
import { dealOut } from "./join-parts.ts";
import { type LineMoments, lineMoments } from "./line-moments.ts";
import type { WorkClass } from "./merge-alike.ts";
import type { Behavior } from "./part-behavior.ts";
import { isZero, zeroTable } from "./zero-table.ts";

/**
 * A pool, or equal pools to which requests are dealt out, with 0…most requests at it: its inside,
 * solved for as many as fit, and a line of those that do not.
 */
export function poolBehavior(
  part: FoldedPool,
  classes: readonly WorkClass[],
  most: number,
  inside: Behavior,
): Behavior {
  const { places } = part;
  const work = inside.nodes.map((node) => node.work);
  const { demand, visits, squaredVariation } = classesVariation(work, classes, part.held);
  const upTo = (limit: number) => (table: Float64Array) => {
    if (isZero(table)) return zeroTable(most + 1);
    const wide = new Float64Array(most + 1).fill(between(table, limit));
    wide.set(table.subarray(0, Math.min(most, Math.floor(limit)) + 1));
    return wide;
  };
  const held = upTo(places);
  const found = upTo(Math.max(0, places - 1));

  const rates = held(inside.rates);
  const full = Math.min(most, places);
  const ceiling = between(rates, full);
  // Holds that disturb one another nowhere would complete full/demand: the rest is a limit inside.
  const alone = Math.min(1, (ceiling * demand) / full);
  const evenness = (alone * 2) / (1 + squaredVariation) + (1 - alone) * inside.evenness;
  const backlog = (1 - alone) * inside.backlog;
  const scale = Math.min(places, backlog > 0 ? inside.scale : places);
  const line = lineMoments(
    {
      places,
      visitRate: ceiling * visits,
      squaredVariation: 2 / evenness - 1,
      arrivalVariation: 1 / part.copies,
      backlog,
      scale,
    },
    most,
  );
  const inner = held(inside.stretched);
  const stretched = line.stretched.map((own, n) => own + floatAt(inner, n));
  const nodes = inside.nodes.map((node) => ({
    ...node,
    busy: held(node.busy),
    present: held(node.present),
    slowdown: found(node.slowdown),
  }));
  const waits = inside.waits.map((wait) => ({
    ...wait,
    used: held(wait.used),
    waiting: held(wait.waiting),
    free: found(wait.free),
    mean: found(wait.mean),
    square: found(wait.square),
  }));
  const patience = impatience(part, { ...inside, rates, nodes }, line);
  const own = {
    used: line.used,
    waiting: patience?.waiting ?? line.waiting,
    free: line.free,
    mean: patience?.mean ?? line.mean,
    square: patience?.square ?? line.square,
    name: part.name,
    places,
    acquireTimeOut: part.acquireTimeOut,
    visits: classes.map((_, k) => {
      const often = work.reduce((v, one) => Math.max(v, one[k]?.visits ?? 0), 0);
      return part.held === "request" ? Math.min(1, often) : often;
    }),
  };
  const innerBeyond = held(inside.beyond);
  const innerLate = found(inside.late);
  const innerVain = found(inside.vainTime);
  const lost = (n: number) => lostShare(patience?.late[n] ?? 0, own.visits, classes);
  const single: Behavior = {
    rates,
    nodes,
    waits: [own, ...waits],
    stretched,
    beyond: patience ? innerBeyond.map((own, n) => own + floatAt(patience.beyond, n)) : innerBeyond,
    late: patience ? innerLate.map((own, n) => own + lost(n)) : innerLate,
    vainTime: patience
      ? innerVain.map((own, n) => own + lost(n) * (part.acquireTimeOut ?? 0))
      : innerVain,
    evenness,
    backlog: backlog + floatAt(line.waiting, most),
    scale,
    ceiling,
  };
  return dealOut(single, part.copies, most);
}

/** What the acquire time-out makes of the line; null without one. */
function impatience(part: FoldedPool, full: Behavior, line: LineMoments): ImpatientLine | null {
  if (part.acquireTimeOut === null) return null;
  const slowdown = overloadSlowdown(full, 0, part.replicas);
  return impatientLine(line, part.acquireTimeOut, part.places, slowdown);
}

/** Of the requests of the mix, those that fail when each time in line fails with this chance. */
function lostShare(late: Share, visits: readonly number[], classes: readonly WorkClass[]): Share {
  if (late === 0) return 0;
  return classes.reduce(
    (sum, { share }, c) => sum + share * (1 - (1 - late) ** (visits[c] ?? 0)),
    0,
  );
}

/** The table at a number that need not be whole: straight lines in between. */
function between(table: Float64Array, n: number): number {
  const below = Math.min(Math.floor(n), table.length - 1);
  const low = floatAt(table, below);
  if (below === n || below + 1 >= table.length) return low;
  return low + (n - below) * (floatAt(table, below + 1) - low);
}
