import { entryAt, floatAt } from "../../../entry-at.ts";
import { fillBetween } from "../graded-states.ts";
import { weightedSums } from "../weighted-sums.ts";
import { mapNode, mapWait } from "./map-tables.ts";
import type { NodeBehavior, WaitBehavior } from "./part-behavior.ts";
import { zeroTable } from "./zero-table.ts";

/** Turns tables by the number in one part into tables by the number in all. */
export class Averages {
  private readonly most: number;
  private readonly tables: Float64Array[] = [];
  private readonly means: Float64Array[] = [];
  private sums = new Float64Array(8);

  constructor(most: number) {
    this.most = most;
  }

  /** The table that `add` will fill in; at once where the given one is the same everywhere. */
  of(table: Float64Array): Float64Array {
    const { most } = this;
    const level = table[0] ?? 0;
    let flat = true;
    for (let n = 1; n < table.length && flat; n++) flat = table[n] === level;
    if (flat && level === 0) return zeroTable(most + 1);
    if (flat) return table.length === most + 1 ? table : new Float64Array(most + 1).fill(level);
    const mean = new Float64Array(most + 1);
    this.tables.push(table);
    this.means.push(mean);
    if (this.means.length > this.sums.length) this.sums = new Float64Array(2 * this.sums.length);
    return mean;
  }

  nodes(nodes: readonly NodeBehavior[]): NodeBehavior[] {
    const of = (table: Float64Array) => this.of(table);
    return nodes.map((node) => mapNode(node, of, of));
  }

  waits(waits: readonly WaitBehavior[]): WaitBehavior[] {
    const of = (table: Float64Array) => this.of(table);
    return waits.map((wait) => mapWait(wait, of, of));
  }

  /** Where some states only were added: the ones in between. */
  fill(states: readonly number[]): void {
    fillBetween(this.means, states);
  }

  /** Means over the number i in the part, with n in all. */
  add(n: number, shares: Float64Array, from: number, to: number): void {
    weightedSums(shares, this.tables, from, to, from, 1, this.sums);
    this.put(n);
  }

  /** The same where the shares are those of the other part. */
  addRest(n: number, shares: Float64Array, from: number, to: number): void {
    weightedSums(shares, this.tables, from, to, n - from, -1, this.sums);
    this.put(n);
  }

  private put(n: number): void {
    const { means, sums } = this;
    for (let t = 0; t < means.length; t++) entryAt(means, t)[n] = floatAt(sums, t);
  }
}

export function dot(shares: Float64Array, table: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += (shares[i] ?? 0) * (table[i] ?? 0);
  return sum;
}

export function dotRest(
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
