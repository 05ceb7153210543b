import { entryAt } from "../../../entry-at.ts";
import { fillBetween, type Grading, solveGraded } from "../graded-states.ts";
import type { Behavior, NodeBehavior, WaitBehavior } from "./part-behavior.ts";
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

/**
 * Equal copies of a part, each request to one of them. As a network it is exact for requests sent at
 * random; dealt out in turn, a copy sees steadier arrivals, which its line accounts for.
 */
export function dealOut(part: Behavior, copies: number, most: number): Behavior {
  if (copies === 1) return part;
  const one = part.rates.map((rate) => rate * copies);
  let others: Float64Array = one;
  for (let i = 2; i < copies; i++) others = joinedRates(one, others, most);
  const mean = new Averages(most);
  const nodes = mean.nodes(part.nodes);
  const waits = mean.waits(part.waits);
  const [stretched, beyond] = [mean.of(part.stretched), mean.of(part.beyond)];
  const [late, vainTime] = [mean.of(part.late), mean.of(part.vainTime)];
  const rates = new Float64Array(most + 1);
  const split = splitter(one, others, most);
  for (let n = 0; n <= most; n++) {
    const { shares, from, to } = split(n);
    rates[n] = dot(shares, one, from, to);
    mean.add(n, shares, from, to);
  }
  const all = (table: Float64Array) =>
    isZero(table) ? table : table.map((value) => value * copies);
  return {
    rates,
    nodes: nodes.map((node) => ({
      ...node,
      capacity: node.capacity * copies,
      busy: all(node.busy),
      present: all(node.present),
    })),
    waits: waits.map((wait) => ({
      ...wait,
      places: wait.places * copies,
      used: all(wait.used),
      waiting: all(wait.waiting),
    })),
    stretched: all(stretched),
    beyond: all(beyond),
    late,
    vainTime,
    evenness: part.evenness,
    backlog: part.backlog,
    scale: part.scale * copies,
    ceiling: part.ceiling * copies,
  };
}

function joinedRates(a: Float64Array, b: Float64Array, most: number): Float64Array {
  const rates = new Float64Array(most + 1);
  const split = splitter(a, b, most);
  for (let n = 0; n <= most; n++) {
    const { shares, from, to } = split(n);
    rates[n] = dot(shares, a, from, to);
  }
  return rates;
}

/** Turns tables by the number in one part into tables by the number in all. */
class Averages {
  private readonly most: number;
  private readonly tables: Float64Array[] = [];
  private readonly means: Float64Array[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** The table that `add` will fill in; at once where the given one is the same everywhere. */
  of(table: Float64Array): Float64Array {
    const { most } = this;
    const level = table[0] ?? 0;
    let flat = true;
    for (let n = 1; n <= most && flat; n++) flat = table[n] === level;
    if (flat && level === 0) return zeroTable(most + 1);
    if (flat) return table.length === most + 1 ? table : new Float64Array(most + 1).fill(level);
    const mean = new Float64Array(most + 1);
    this.tables.push(table);
    this.means.push(mean);
    return mean;
  }

  nodes(nodes: readonly NodeBehavior[]): NodeBehavior[] {
    return nodes.map((node) => ({
      ...node,
      busy: this.of(node.busy),
      present: this.of(node.present),
      slowdown: this.of(node.slowdown),
    }));
  }

  waits(waits: readonly WaitBehavior[]): WaitBehavior[] {
    return waits.map((wait) => ({
      ...wait,
      used: this.of(wait.used),
      waiting: this.of(wait.waiting),
      free: this.of(wait.free),
      mean: this.of(wait.mean),
      square: this.of(wait.square),
    }));
  }

  /** Where some states only were added: the ones in between. */
  fill(states: readonly number[]): void {
    for (const mean of this.means) fillBetween(mean, states);
  }

  /** Means over the number i in the part, with n in all. */
  add(n: number, shares: Float64Array, from: number, to: number): void {
    for (let t = 0; t < this.tables.length; t++) {
      entryAt(this.means, t)[n] = dot(shares, entryAt(this.tables, t), from, to);
    }
  }

  /** The same where the shares are those of the other part. */
  addRest(n: number, shares: Float64Array, from: number, to: number): void {
    for (let t = 0; t < this.tables.length; t++) {
      entryAt(this.means, t)[n] = dotRest(shares, entryAt(this.tables, t), from, to, n);
    }
  }
}

function dot(shares: Float64Array, table: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += (shares[i] ?? 0) * (table[i] ?? 0);
  return sum;
}

function dotRest(
  shares: Float64Array,
  table: Float64Array,
  from: number,
  to: number,
  n: number,
): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += (shares[i] ?? 0) * (table[n - i] ?? 0);
  return sum;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return a.map((value, n) => value + (b[n] ?? 0));
}
