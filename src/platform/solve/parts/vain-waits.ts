import { floatAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import { Averages, dot } from "./averages.ts";
import type { Behavior } from "./part-behavior.ts";
import { uniformBehavior } from "./uniform-records.ts";
import { zeroTable } from "./zero-table.ts";

/** A pool whose line is left by those who have waited too long. */
export interface ImpatientPool {
  readonly acquireTimeOut: Seconds;
  /** By the number that will be served: requests served per second, share of newcomers that wait in vain. */
  readonly served: Float64Array;
  readonly lost: Float64Array;
}

/** Weights below this share of the sum are left out; they are brought back from here. */
const NEGLIGIBLE = 1e-15;
const HIGH = 1e200;

/** No more than this share waits in vain, so that states can be left. */
const MOST_IN_VAIN = 1 - 1e-9;

/** Fewer than this many wait in vain in a state that is left at all. */
const FEWEST = 1e-6;

/**
 * The pool by the number that is really there, those included who wait in vain: inside another pool
 * they hold its places until they give up.
 *
 * For m requests, of which one comes as soon as one leaves, a birth-death chain of the number n that
 * will be served: who leaves after a vain wait and is replaced by one who will be served raises n,
 * who is served and replaced by one who waits in vain lowers it. Vain waits are taken as exponential,
 * as which they have the right mean.
 *
 * @param part by the number that will be served, for as many as its lines may hold
 */
export function withVainWaits(
  part: Behavior,
  { acquireTimeOut, served, lost }: ImpatientPool,
  most: number,
): Behavior {
  const mean = new Averages(most);
  const nodes = mean.nodes(part.nodes);
  const waits = mean.waits(part.waits);
  const [stretched, doomedInside] = [mean.of(part.stretched), mean.of(part.doomed)];
  const [late, servedAll] = [mean.of(part.late), mean.of(served)];
  const rates = new Float64Array(most + 1);
  const doomed = new Float64Array(most + 1);
  const last = served.length - 1;
  const vain = new Float64Array(last + 1);
  const shares = new Float64Array(last + 1);
  const there = served.map((_, n) => n - floatAt(part.beyond, n));
  let top = 0;
  for (let m = 0; m <= most; m++) {
    while (top < last && floatAt(there, top + 1) <= m) top++;
    for (let n = 0; n <= top; n++) vain[n] = Math.max(FEWEST, m - floatAt(there, n));
    const from = spread(shares, top, (n) => {
      const up =
        (floatAt(vain, n) / acquireTimeOut) * (1 - Math.min(MOST_IN_VAIN, floatAt(lost, n)));
      return (floatAt(served, n + 1) * floatAt(lost, n)) / up;
    });
    mean.add(m, shares, from, top);
    let failed = 0;
    for (let n = Math.max(1, from); n <= top; n++) {
      const again = (floatAt(vain, n) / acquireTimeOut) * floatAt(lost, n);
      failed += floatAt(shares, n) * (floatAt(served, n) * floatAt(lost, n - 1) + again);
    }
    rates[m] = floatAt(servedAll, m) + failed;
    doomed[m] = floatAt(doomedInside, m) + m - dot(shares, there, from, top);
  }
  return uniformBehavior({
    ...part,
    nodes,
    waits,
    stretched,
    late,
    rates,
    doomed,
    beyond: zeroTable(most + 1),
    vainTime: zeroTable(most + 1),
  });
}

/**
 * Probabilities of the states up to the last, downwards from it.
 *
 * @param ratio of the weight of n to that of n + 1
 * @returns the first state with a share above 0
 */
function spread(shares: Float64Array, top: number, ratio: (n: number) => number): number {
  shares.fill(0);
  shares[top] = 1;
  let [weight, total, from] = [1, 1, top];
  for (let n = top - 1; n >= 0; n--) {
    weight *= ratio(n);
    if (!(weight > NEGLIGIBLE * total)) break;
    shares[n] = weight;
    total += weight;
    from = n;
    if (weight < HIGH) continue;
    for (let i = n; i <= top; i++) shares[i] = floatAt(shares, i) / HIGH;
    weight /= HIGH;
    total /= HIGH;
  }
  for (let n = from; n <= top; n++) shares[n] = floatAt(shares, n) / total;
  return from;
}
