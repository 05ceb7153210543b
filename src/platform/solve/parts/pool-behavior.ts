import { floatAt } from "../../../entry-at.ts";
import type { Share } from "../../../units.ts";
import { type ImpatientLine, impatientLine } from "../acquire-time-outs.ts";
import type { Grading } from "../graded-states.ts";
import { overloadSlowdown } from "../overload-slowdown.ts";
import { classesVariation } from "../response/class-variation.ts";
import { between } from "./between.ts";
import { dealOut } from "./deal-out.ts";
import type { FoldedPool } from "./folded-part.ts";
import { type LineMoments, lineMoments } from "./line-moments.ts";
import type { WorkClass } from "./merge-alike.ts";
import { oneLine } from "./one-line.ts";
import type { Behavior } from "./part-behavior.ts";
import { poolLines } from "./pool-lines.ts";
import { uniformBehavior, uniformWait } from "./uniform-records.ts";
import { withVainWaits } from "./vain-waits.ts";
import { isZero, zeroTable } from "./zero-table.ts";

/**
 * A pool, or equal pools to which requests are dealt out, with 0…most requests at it: its inside,
 * solved for as many as fit, and a line of those that do not.
 */
export function poolBehavior(
  part: FoldedPool,
  classes: readonly WorkClass[],
  atMost: number,
  inside: Behavior,
  { grading, nested }: { readonly grading: Grading; readonly nested: boolean },
): Behavior {
  const { name, places, lines, acquireTimeOut } = part;
  // Those who will be served may come to be more in the count than places around allow.
  const counted = nested && acquireTimeOut !== null;
  const most = counted ? 2 * atMost + AHEAD : atMost;
  const total = places * lines;
  const work = inside.nodes.map((node) => node.work);
  const { demand, visits, squaredVariation, repeats } = classesVariation(work, classes, part.held);
  const full = Math.min(atMost, total);
  const ceiling = between(inside.rates, full);
  // Holds that disturb one another nowhere would complete full/demand: the rest is a limit inside.
  const alone = Math.min(1, (ceiling * demand) / full);
  const evenness = (alone * 2) / (1 + squaredVariation) + (1 - alone) * inside.evenness;
  const backlog = ((1 - alone) * inside.backlog) / lines;
  const scale = Math.min(places, backlog > 0 ? Math.max(1, inside.scale / lines) : places);
  const line = {
    visitRate: (ceiling * visits) / lines,
    squaredVariation: 2 / evenness - 1,
    repeats,
    ...{ places, backlog, scale },
  };
  const patient = lineMoments(line, most);
  const patience = impatience(part, inside, patient, most);
  const own = { ...patient, late: zeroTable(most + 1), beyond: zeroTable(most + 1), ...patience };
  const filled =
    lines === 1
      ? oneLine(inside, own, places, most)
      : poolLines(inside, { name, lines, ...line, line: own }, most, grading);
  const visitsOf = classes.map((_, k) => {
    const often = work.reduce((v, one) => Math.max(v, one[k]?.visits ?? 0), 0);
    return part.held === "request" ? Math.min(1, often) : often;
  });
  const within = filled.inside;
  const { late } = filled.line;
  const lost = isZero(late) ? late : late.map((share) => lostShare(share, visitsOf, classes));
  // Who waits in vain leaves as if served at once: then all that comes before is visited by all
  // (product form with skipping; Pittel 1979), and the line has the weights of those it serves.
  const rates = isZero(lost)
    ? within.rates
    : within.rates.map((rate, n) => (n === 0 ? rate : rate / stay(lost, n - 1)));
  const single: Behavior = {
    rates,
    nodes: within.nodes,
    waits: [
      uniformWait({
        ...filled.line,
        name,
        places: total,
        acquireTimeOut,
        around: within.nodes.map((node) => node.name),
        visits: visitsOf,
        strata: filled.strata,
      }),
      ...within.waits,
    ],
    stretched: sumOf(filled.line.stretched, within.stretched),
    beyond: sumOf(filled.line.beyond, within.beyond),
    late: sumOf(lost, within.late),
    vainTime: sumOf(
      isZero(lost) ? lost : lost.map((share) => share * (acquireTimeOut ?? 0)),
      within.vainTime,
    ),
    doomed: isZero(within.late)
      ? within.doomed
      : within.doomed.map(
          (doomed, n) => doomed + floatAt(filled.line.waiting, n) * floatAt(within.late, n),
        ),
    evenness,
    backlog: backlog * lines + Math.max(0, atMost - total),
    scale: scale * lines,
    ceiling,
  };
  const whole = counted
    ? withVainWaits(single, { acquireTimeOut, served: within.rates, lost }, atMost)
    : single;
  return dealOut(whole, part, atMost, grading);
}

/** So many more. */
const AHEAD = 20;

/** No more than this share waits in vain, so that states can be left. */
const MOST_IN_VAIN = 1 - 1e-9;

const stay = (lost: Float64Array, n: number) => 1 - Math.min(MOST_IN_VAIN, floatAt(lost, n));

/** What the acquire time-out makes of one line; null without one. */
function impatience(
  { acquireTimeOut, places, lines, replicas }: FoldedPool,
  inside: Behavior,
  line: LineMoments,
  most: number,
): ImpatientLine | null {
  if (acquireTimeOut === null) return null;
  const alike = zeroTable(most + 1);
  const own = { ...line, late: alike, beyond: alike };
  const full = oneLine(inside, own, places * lines, most).inside;
  const slowdown = overloadSlowdown(uniformBehavior({ ...inside, ...full }), replicas);
  const ofOne = slowdown?.map((_, i) => floatAt(slowdown, Math.min(most, lines * i))) ?? null;
  return impatientLine(line, acquireTimeOut, places, ofOne);
}

function sumOf(a: Float64Array, b: Float64Array): Float64Array {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return a.map((value, n) => value + floatAt(b, n));
}

/** Of the requests of the mix, those that fail when each time in line fails with this chance. */
function lostShare(late: Share, visits: readonly number[], classes: readonly WorkClass[]): Share {
  if (late === 0) return 0;
  return classes.reduce(
    (sum, { share }, c) => sum + share * (1 - (1 - late) ** (visits[c] ?? 0)),
    0,
  );
}
