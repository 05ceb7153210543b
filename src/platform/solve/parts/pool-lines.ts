import { entryAt, floatAt } from "../../../entry-at.ts";
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
  const { used } = line;
  const { rates: usedBeside } = others;
  const pace = (i: number, j: number) => {
    const m = floatAt(used, i) + floatAt(usedBeside, j);
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
  const [inUse, inUseBeside] = [new Float64Array(most + 1), new Float64Array(most + 1)];
  // Waits at one's own line are shorter where its neighbors are.
  const wait = {
    free: line.free,
    mean: new Float64Array(most + 1),
    square: new Float64Array(most + 1),
  };
  const room = Math.max(0, places - 1);
  const filled = Math.min(most, Math.ceil(places));
  const solve = (n: number) => {
    const { shares, from, to } = split(n);
    own.add(n, shares, from, to);
    for (let i = from; i <= to; i++) {
      const beside = floatAt(usedBeside, n - i);
      inUse[i] = floatAt(used, i) + beside;
      inUseBeside[i] = Math.min(i, room) + beside;
      const mean = floatAt(line.mean, i);
      const slower = mean === 0 ? 0 : full / pace(Math.max(i, filled), n - i);
      wait.mean[i] = slower * mean;
      wait.square[i] = slower * slower * floatAt(line.square, i);
    }
    all.add(n, shares, from, to, wait);
    cutIntoStrata(shares, from, to, cuts);
    for (let s = 0; s < cuts.length; s++) {
      const cut = entryAt(cuts, s);
      entryAt(strata, s).add(n, cut.shares, cut.from, cut.to, wait);
    }
    const ofHeld = spreadOver(numbers, shares, from, to, inUse);
    held.add(n, numbers, ofHeld.from, ofHeld.to);
    const ofFound = spreadOver(numbers, shares, from, to, inUseBeside);
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
