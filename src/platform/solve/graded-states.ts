import { floatAt, numberAt } from "../../entry-at.ts";
/** Whether every state is solved, or some, with a smooth curve in between. */
export type Grading = "every" | "graded";

/** States up to this one are solved one by one. */
const SINGLE = 16;

/** Beyond, each is at first this many times the one before. */
const RATIO = 1.3;

/** Between two states the rate may leave the straight line by this share, else the middle is solved. */
const BEND = 3e-5;

/** States 0…most one by one. */
export function everyState(most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, n) => n);
}

/**
 * Solves states, at first few and then more where the rate bends, and gives those that were
 * solved, ascending: a kink, such as a pool that fills, is followed state by state.
 *
 * @param solve gives the rate with n present; called once for each state, in any order
 */
export function solveGraded(most: number, solve: (n: number) => number): readonly number[] {
  const rates = new Float64Array(most + 1);
  const solved = new Uint8Array(most + 1);
  const rateAt = (n: number): number => {
    if (solved[n] === 1) return floatAt(rates, n);
    const rate = solve(n);
    solved[n] = 1;
    rates[n] = rate;
    return rate;
  };
  const refine = (from: number, to: number): void => {
    if (to - from < 2) return;
    const middle = (from + to) >> 1;
    const share = (middle - from) / (to - from);
    const straight = (1 - share) * rateAt(from) + share * rateAt(to);
    if (Math.abs(rateAt(middle) - straight) <= BEND * straight) return;
    refine(from, middle);
    refine(middle, to);
  };
  let from = 0;
  rateAt(0);
  while (from < most) {
    const next = from < SINGLE ? from + 1 : Math.ceil(from * RATIO);
    const to = Math.min(most, next);
    rateAt(to);
    refine(from, to);
    from = to;
  }
  const states: number[] = [];
  for (let n = 0; n <= most; n++) if (solved[n] === 1) states.push(n);
  return states;
}

/**
 * Fills in what lies between solved states of each table, in place: a cubic through each two with the
 * slopes of the parabolas through their neighbors.
 */
export function fillBetween(tables: readonly Float64Array[], states: readonly number[]): void {
  const ways = waysOf(states);
  for (const table of tables) {
    for (let i = 0; i < states.length - 1; i++) {
      const from = numberAt(states, i);
      const to = numberAt(states, i + 1);
      const width = to - from;
      if (width === 1) continue;
      const [start, end] = [floatAt(table, from), floatAt(table, to)];
      const rise = end - start;
      const a = slopeAt(table, states, i) * width;
      const b = slopeAt(table, states, i + 1) * width;
      for (let n = from + 1; n < to; n++) {
        const t = floatAt(ways, n);
        table[n] = start + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
      }
    }
  }
}

/** Share of the way from the solved state before to the one behind, which all tables have in common. */
function waysOf(states: readonly number[]): Float64Array {
  const last = states.length - 1;
  const ways = new Float64Array((states[last] ?? 0) + 1);
  for (let i = 0; i < last; i++) {
    const from = numberAt(states, i);
    const to = numberAt(states, i + 1);
    for (let n = from + 1; n < to; n++) ways[n] = (n - from) / (to - from);
  }
  return ways;
}

/** Of the parabola through a solved state and its neighbors; of the line at either end. */
function slopeAt(table: Float64Array, states: readonly number[], i: number): number {
  const b = numberAt(states, i);
  const a = i === 0 ? b : numberAt(states, i - 1);
  const c = i === states.length - 1 ? b : numberAt(states, i + 1);
  const here = floatAt(table, b);
  if (a === b) return (floatAt(table, c) - here) / (c - b);
  if (b === c) return (here - floatAt(table, a)) / (b - a);
  const before = (here - floatAt(table, a)) / (b - a);
  const after = (floatAt(table, c) - here) / (c - b);
  return (before * (c - b) + after * (b - a)) / (c - a);
}
