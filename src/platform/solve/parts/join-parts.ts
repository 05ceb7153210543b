import { fillBetween, type Grading, solveGraded } from "../graded-states.ts";
import { Averages, dot, dotRest } from "./averages.ts";
import type { Behavior } from "./part-behavior.ts";
import { splitter } from "./split-between.ts";
import { isZero, zeroTable } from "./zero-table.ts";

/**
 * Parts that requests visit one after another, with 0…most of them in all: a closed network,
 * joined two by two (see `splitter`); exact for product form.
 */
export function joinParts(
  parts: readonly Behavior[],
  most: number,
  grading: Grading = "every",
): Behavior {
  return parts.reduce((a, b) => joinTwo(a, b, most, grading));
}

/**
 * Two of them.
 *
 * @param slow factor on the time of all that is done in the first, by the number in both; null: 1
 */
export function joinTwo(
  a: Behavior,
  b: Behavior,
  most: number,
  grading: Grading,
  slow: Float64Array | null = null,
): Behavior {
  const inA = new Averages(most);
  const inB = new Averages(most);
  const nodes = [...inA.nodes(a.nodes), ...inB.nodes(b.nodes)];
  const waits = [...inA.waits(a.waits), ...inB.waits(b.waits)];
  const [stretchedA, stretchedB] = [inA.of(a.stretched), inB.of(b.stretched)];
  const [beyondA, beyondB] = [inA.of(a.beyond), inB.of(b.beyond)];
  const [lateA, lateB] = [inA.of(a.late), inB.of(b.late)];
  const [vainA, vainB] = [inA.of(a.vainTime), inB.of(b.vainTime)];
  const [doomedA, doomedB] = [inA.of(a.doomed), inB.of(b.doomed)];
  const rates = new Float64Array(most + 1);
  // Those in the first part who will wait in vain in the second.
  const inVain = !isZero(b.late);
  const doomed = inVain ? new Float64Array(most + 1) : zeroTable(most + 1);
  const split = splitter(a.rates, b.rates, most, slow);
  const solve = (n: number) => {
    const { shares, from, to } = split(n);
    const through = dot(shares, a.rates, from, to) / (slow?.[n] ?? 1);
    // A part so fast that nobody is ever seen in it: what leaves the other one goes through it.
    const rate = through === 0 && n > 0 ? dotRest(shares, b.rates, from, to, n) : through;
    rates[n] = rate;
    inA.add(n, shares, from, to);
    inB.addRest(n, shares, from, to);
    if (inVain) doomed[n] = doomedLater(a, b, shares, from, to, n);
    return rate;
  };
  if (grading === "every") for (let n = 0; n <= most; n++) solve(n);
  else {
    const states = solveGraded(most, solve);
    fillBetween(inVain ? [rates, doomed] : [rates], states);
    inA.fill(states);
    inB.fill(states);
  }
  const slowest = b.ceiling < a.ceiling ? b : a;
  return {
    rates,
    nodes,
    waits,
    stretched: sum(stretchedA, stretchedB),
    beyond: sum(beyondA, beyondB),
    late: sum(lateA, lateB),
    vainTime: sum(vainA, vainB),
    doomed: sum(sum(doomedA, doomedB), doomed),
    evenness: slowest.evenness,
    backlog: slowest.backlog,
    scale: slowest.scale,
    ceiling: rates[most] ?? 0,
  };
}

function doomedLater(
  first: Behavior,
  second: Behavior,
  shares: Float64Array,
  from: number,
  to: number,
  n: number,
): number {
  let sum = 0;
  for (let i = from; i <= to; i++) {
    const sound = Math.max(0, i - (first.doomed[i] ?? 0) - (first.beyond[i] ?? 0));
    sum += (shares[i] ?? 0) * sound * (second.late[n - i] ?? 0);
  }
  return sum;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return a.map((value, n) => value + (b[n] ?? 0));
}
