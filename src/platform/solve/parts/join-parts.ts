import { fillBetween, type Grading, solveGraded } from "../graded-states.ts";
import { Averages, dot } from "./averages.ts";
import type { Behavior } from "./part-behavior.ts";
import { splitter } from "./split-between.ts";
import { isZero } from "./zero-table.ts";

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

function joinTwo(a: Behavior, b: Behavior, most: number, grading: Grading): Behavior {
  const inA = new Averages(most);
  const inB = new Averages(most);
  const nodes = [...inA.nodes(a.nodes), ...inB.nodes(b.nodes)];
  const waits = [...inA.waits(a.waits), ...inB.waits(b.waits)];
  const [stretchedA, stretchedB] = [inA.of(a.stretched), inB.of(b.stretched)];
  const [beyondA, beyondB] = [inA.of(a.beyond), inB.of(b.beyond)];
  const [lateA, lateB] = [inA.of(a.late), inB.of(b.late)];
  const [vainA, vainB] = [inA.of(a.vainTime), inB.of(b.vainTime)];
  const rates = new Float64Array(most + 1);
  const split = splitter(a.rates, b.rates, most);
  const solve = (n: number) => {
    const { shares, from, to } = split(n);
    const through = dot(shares, a.rates, from, to);
    // A part so fast that nobody is ever seen in it: what leaves the other one goes through it.
    const rate = through === 0 ? dotRest(shares, b.rates, from, to, n) : through;
    rates[n] = rate;
    inA.add(n, shares, from, to);
    inB.addRest(n, shares, from, to);
    return rate;
  };
  if (grading === "every") for (let n = 0; n <= most; n++) solve(n);
  else {
    const states = solveGraded(most, solve);
    fillBetween(rates, states);
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
    evenness: slowest.evenness,
    backlog: slowest.backlog,
    scale: slowest.scale,
    ceiling: rates[most] ?? 0,
  };
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return a.map((value, n) => value + (b[n] ?? 0));
}
