import { entryAt } from "../../../entry-at.ts";
import { fillBetween } from "../graded-states.ts";
import { mapNode, mapWait } from "./map-tables.ts";
import type { NodeBehavior, WaitBehavior } from "./part-behavior.ts";
import { zeroTable } from "./zero-table.ts";

/** Turns tables by the number in one part into tables by the number in all. */
export class Averages {
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
    for (let n = 1; n < table.length && flat; n++) flat = table[n] === level;
    if (flat && level === 0) return zeroTable(most + 1);
    if (flat) return table.length === most + 1 ? table : new Float64Array(most + 1).fill(level);
    const mean = new Float64Array(most + 1);
    this.tables.push(table);
    this.means.push(mean);
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
