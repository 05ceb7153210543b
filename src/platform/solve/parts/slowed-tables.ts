import { entryAt, numberAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import type { Overload } from "./join-overloaded.ts";
import type { WorkClass } from "./merge-alike.ts";
import type { Behavior, WaitMoments } from "./part-behavior.ts";
import type { Stratified } from "./strata.ts";

/** What a request that finds k others waits and how its work is slowed; lists as in the behavior. */
export interface SlowedTables {
  readonly mean: readonly Float64Array[];
  readonly square: readonly Float64Array[];
  /** 1 for delays. */
  readonly slowdown: readonly Float64Array[];
  /** By place where requests are dealt out: what differs from stratum to stratum. */
  readonly dealings: readonly DealtTables[];
  /** Mean time of a request of the mix on an idle platform. */
  readonly base: Seconds;
  /** The same by class. */
  readonly idle: readonly Seconds[];
  /** Mean time of a request of the mix that finds k others, without correction. */
  readonly timeFinding: Float64Array;
}

/** What requests of each stratum of one dealing meet; waits and nodes by their index. */
export interface DealtTables {
  readonly dealing: string;
  /** As of `Stratified`. */
  readonly parting: number;
  readonly waits: ReadonlyMap<number, readonly WaitMoments[]>;
  readonly slowdowns: ReadonlyMap<number, readonly Float64Array[]>;
}

/** Tables of waits and slowdowns with overload in them: one that finds k makes it k + 1. */
export function slowedTables(
  inside: Behavior,
  classes: readonly WorkClass[],
  overload: Overload | null,
): SlowedTables {
  const slowed = (of: string, table: Float64Array, power: 1 | 2) => {
    if (!overload?.of.has(of)) return table;
    const last = overload.slow.length - 1;
    const slow = new Float64Array(last + 1);
    for (let k = 0; k <= last; k++) {
      const factor = overload.slow[Math.min(k + 1, last)] ?? 0;
      slow[k] = (table[k] ?? 0) * (power === 2 ? factor * factor : factor);
    }
    return slow;
  };
  const mean = inside.waits.map((wait) => slowed(wait.name, wait.mean, 1));
  const square = inside.waits.map((wait) => slowed(wait.name, wait.square, 2));
  const slowdown = inside.nodes.map((node) =>
    node.delay ? node.slowdown : slowed(node.name, node.slowdown, 1),
  );
  const dealings = dealingsOf(inside).map(([dealing, parting]): DealtTables => {
    const tables = <T>(of: readonly Stratified<T>[]) =>
      of.find((one) => one.dealing === dealing)?.tables;
    const waits = inside.waits.flatMap(({ name, strata }, i) => {
      const own = tables(strata)?.map(({ free, mean: m, square: s }) => ({
        ...{ free, mean: slowed(name, m, 1), square: slowed(name, s, 2) },
      }));
      return own ? [[i, own] as const] : [];
    });
    const slowdowns = inside.nodes.flatMap(({ name, strata }, i) => {
      const own = tables(strata)?.map((table) => slowed(name, table, 1));
      return own ? [[i, own] as const] : [];
    });
    return { dealing, parting, waits: new Map(waits), slowdowns: new Map(slowdowns) };
  });
  const idle = classes.map((_, c) =>
    inside.nodes.reduce((sum, { work }) => sum + timeOf(work[c]), 0),
  );
  const mix = (of: (c: number) => number) =>
    classes.reduce((sum, { share }, c) => sum + share * of(c), 0);
  const base = mix((c) => numberAt(idle, c));
  const timeFinding = new Float64Array(inside.rates.length).fill(base);
  for (const [i, { visits }] of inside.waits.entries()) {
    addTo(
      timeFinding,
      entryAt(mean, i),
      mix((c) => visits[c] ?? 0),
      0,
    );
  }
  for (const [i, { work }] of inside.nodes.entries()) {
    addTo(
      timeFinding,
      entryAt(slowdown, i),
      mix((c) => timeOf(work[c])),
      1,
    );
  }
  return { mean, square, slowdown, dealings, base, idle, timeFinding };
}

function dealingsOf({ nodes, waits }: Behavior): readonly (readonly [string, number])[] {
  const all = [...nodes, ...waits].flatMap(({ strata }) =>
    strata.map(({ dealing, parting }) => [dealing, parting] as const),
  );
  return [...new Map(all)];
}

function addTo(sums: Float64Array, table: Float64Array, factor: number, less: number): void {
  if (factor === 0) return;
  for (let k = 0; k < sums.length; k++) {
    sums[k] = (sums[k] ?? 0) + factor * ((table[k] ?? 0) - less);
  }
}

/** Work of a class at one node. */
export function timeOf(
  work: { readonly service: number; readonly visits: number } | null | undefined,
): Seconds {
  return work ? work.service * work.visits : 0;
}
