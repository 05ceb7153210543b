import { floatAt } from "../../../entry-at.ts";
import type { Grading } from "../graded-states.ts";
import { Averages } from "./averages.ts";
import { between, spreadOver } from "./between.ts";
import { type CopyGroup, groupOf, groupSplitter, solveStates } from "./copy-groups.ts";
import { dealtVariance, partingOf } from "./dealing.ts";
import type { Behavior } from "./part-behavior.ts";
import { type FilledPool, insideOf, type PoolLine } from "./pool-inside.ts";
import { cutIntoStrata, emptyStrata, STRATA } from "./strata.ts";
import { WaitAverages } from "./wait-averages.ts";
import { isZero } from "./zero-table.ts";

/** A pool of each API replica, with a line of its own, around what all replicas share. */
export interface PoolLines {
  readonly name: string;
  readonly lines: number;
  /** Of one line, and the variability of its holds. */
  readonly places: number;
  readonly squaredVariation: number;
  readonly scale: number;
  /** By the number at it, while all places of all lines are in use. */
  readonly line: PoolLine;
}

/**
 * A pool with a line for each API replica, to which requests are dealt out in turn: how many are held
 * at each split of them, and what a newcomer waits. A line whose neighbors are short goes on faster,
 * since the inside is less full.
 */
export function poolLines(
  inside: Behavior,
  { name, lines, places, squaredVariation, scale, line }: PoolLines,
  most: number,
  grading: Grading,
): FilledPool {
  const one: CopyGroup = {
    copies: 1,
    rates: line.used,
    variance: dealtVariance({ squaredVariation, scale, waiting: line.waiting }, 0),
    late: line.late,
  };
  const others = groupOf(one, lines - 1, most, grading);
  const heldBy = (i: number, j: number) => floatAt(one.rates, i) + floatAt(others.rates, j);
  const pace = (i: number, j: number) => {
    const m = heldBy(i, j);
    return m === 0 ? 0 : between(inside.rates, m) / m;
  };
  const full = pace(most, most);
  const [held, found, own] = [new Averages(most), new Averages(most), new Averages(most)];
  const within = insideOf(
    inside,
    (table) => held.of(table),
    (table) => found.of(table),
  );
  const of = (table: Float64Array) => own.of(table);
  const lined = { used: of(line.used), waiting: of(line.waiting), stretched: of(line.stretched) };
  const lost = { late: of(line.late), beyond: of(line.beyond) };
  const split = groupSplitter(one, others, most, pace);
  const cuts = emptyStrata(most);
  const all = new WaitAverages(most);
  const strata = STRATA.map(() => new WaitAverages(most));
  const numbers = new Float64Array(inside.rates.length);
  const slower = new Float64Array(most + 1);
  const room = Math.max(0, places - 1);
  const filled = Math.min(most, Math.ceil(places));
  const solve = (n: number) => {
    const { shares, from, to } = split(n);
    own.add(n, shares, from, to);
    for (let i = from; i <= to; i++) slower[i] = full / pace(Math.max(i, filled), n - i);
    all.add(n, shares, from, to, line, slower);
    cutIntoStrata(shares, from, to, cuts);
    for (const [s, cut] of cuts.entries()) {
      strata[s]?.add(n, cut.shares, cut.from, cut.to, line, slower);
    }
    const ofHeld = spreadOver(numbers, shares, from, to, (i) => heldBy(i, n - i));
    held.add(n, numbers, ofHeld.from, ofHeld.to);
    const heldBeside = (i: number) => Math.min(i, room) + heldBy(0, n - i);
    const ofFound = spreadOver(numbers, shares, from, to, heldBeside);
    found.add(n, numbers, ofFound.from, ofFound.to);
    return floatAt(within.rates, n);
  };
  const states = solveStates(most, grading, solve, []);
  if (states !== null) for (const each of [own, held, found, all, ...strata]) each.fill(states);
  const times = (table: Float64Array) =>
    isZero(table) ? table : table.map((value) => value * lines);
  return {
    inside: within,
    line: {
      free: all.free,
      mean: all.mean,
      square: all.square,
      used: times(lined.used),
      waiting: times(lined.waiting),
      stretched: times(lined.stretched),
      late: lost.late,
      beyond: times(lost.beyond),
    },
    strata: [{ dealing: name, parting: partingOf(lines, 0, squaredVariation), tables: strata }],
  };
}
