/**
 * Exact mean-value analysis of several classes over single servers and delays.
 *
 * Exact for product-form networks: processor sharing with any service law and any demand per
 * class, first-come-first-served with exponential service equal for all classes, delays.
 *
 * Source: Reiser & Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks",
 * JACM 27(2), 1980; Lazowska et al., Quantitative System Performance (1984), §7.4.
 */
import { at, rowAt } from "../element.ts";
import {
  assemble,
  flatten,
  type MulticlassNetwork,
  type MulticlassSolution,
  requireProductForm,
  requireSingleServers,
} from "./multiclass-network.ts";

/** More populations than this take minutes: refused with the way out. */
const MOST_POPULATIONS = 5e8;

/** Queue lengths kept at a time; 2^26 doubles are half a gigabyte. */
const MOST_STORED = 2 ** 26;

/**
 * Solves the network by going through all populations from nobody to everybody. Exact.
 *
 * Cost: ∏(N_r + 1)·R·K operations; memory that product without the largest class. Three
 * classes of 100 users at 3 stations take some tens of milliseconds.
 *
 * @throws RangeError if a number is out of range, a queue has several servers
 *   (`multiclassConvolution` takes them) or there are more than 5·10⁸ populations (`linearizer`)
 */
export function multiclassMva(network: MulticlassNetwork): MulticlassSolution {
  const flat = flatten(network);
  requireProductForm(network);
  requireSingleServers(flat, "multiclassConvolution");
  const { R, K, users, delays, demands } = flat;

  // The largest class is the outermost loop: the plane of all others is kept once and
  // overwritten in place. Before that, a cell holds the queues of one outer user less. The
  // second largest runs along the rows.
  const order = Array.from({ length: R }, (_, r) => r);
  order.sort((a, b) => (users[b] ?? 0) - (users[a] ?? 0));
  const outer = order[0] ?? 0;
  const along = order[1];
  const width = along === undefined ? 1 : (users[along] ?? 0) + 1;
  const rowClasses = order.slice(2);
  const strides = new Int32Array(R);
  let cells = width;
  for (const r of rowClasses) {
    strides[r] = cells;
    cells *= (users[r] ?? 0) + 1;
  }
  const populations = cells * ((users[outer] ?? 0) + 1);
  if (populations > MOST_POPULATIONS || cells * K > MOST_STORED) {
    throw new RangeError(
      `users must make at most ${MOST_POPULATIONS} populations, got ${populations}; use linearizer`,
    );
  }

  // seen[k][cell] = 1 + queue length: what a visit meets, itself included, in units of D.
  const seen = Array.from({ length: K }, () => new Float64Array(cells).fill(1));
  const sums = Array.from({ length: K }, () => new Float64Array(width));
  const row: RowTask = {
    seen,
    sums,
    cycle: new Float64Array(width),
    demands,
    delays,
    K,
  };
  const present = new Float64Array(R);
  const met = new Float64Array(R * K);
  for (let n = 0; n <= (users[outer] ?? 0); n++) {
    present.fill(0);
    present[outer] = n;
    for (let start = 0; start < cells; start += width) {
      for (const sum of sums) sum.fill(1);
      if (n > 0) addRow(row, outer, n, start);
      for (const r of rowClasses) {
        if (present[r] !== 0) addRow(row, r, present[r] ?? 0, start - (strides[r] ?? 0));
      }
      if (n === users[outer]) {
        // What the full population's visits meet; noted before the row is overwritten, and
        // overwritten itself until the last row.
        const end = start + width - 1;
        for (const r of [outer, ...rowClasses]) noteMet(met, seen, r, end - (strides[r] ?? 0));
      }
      addAlong(row, along, start, width);
      for (const r of rowClasses) {
        if (present[r] === users[r]) present[r] = 0;
        else {
          present[r] = (present[r] ?? 0) + 1;
          break;
        }
      }
    }
  }
  if (along !== undefined) noteMet(met, seen, along, cells - 2);
  // A class without users sees everybody else.
  for (let r = 0; r < R; r++) if (users[r] === 0) noteMet(met, seen, r, cells - 1);

  const throughputs = new Float64Array(R);
  const residences = met.map((value, i) => value * (demands[i] ?? 0));
  for (let r = 0; r < R; r++) {
    if (users[r] === 0) continue;
    const own = residences.subarray(r * K, r * K + K);
    throughputs[r] = (users[r] ?? 0) / own.reduce((a, b) => a + b, delays[r] ?? 0);
  }
  return assemble(network, flat, throughputs, residences);
}

/** Notes what a visit of class r meets at each queue: the values of one cell. */
function noteMet(met: Float64Array, seen: readonly Float64Array[], r: number, cell: number): void {
  for (const [k, column] of seen.entries()) {
    if (cell >= 0) met[r * seen.length + k] = column[cell] ?? 0;
  }
}

interface RowTask {
  readonly seen: readonly Float64Array[];
  /** 1 + Σ over classes of their queue lengths, along the row. */
  readonly sums: readonly Float64Array[];
  readonly cycle: Float64Array;
  readonly demands: Float64Array;
  readonly delays: Float64Array;
  readonly K: number;
}

/**
 * Adds the queues of class r with `count` users to a row; one user less is the row at `from`.
 * Two stations go together, which halves the passes over the row.
 */
function addRow(task: RowTask, r: number, count: number, from: number): void {
  const { seen, sums, cycle, demands, delays, K } = task;
  if (K === 3) {
    addRowThree(task, r, count, from);
    return;
  }
  const width = cycle.length;
  const base = r * K;
  const odd = K % 2;
  cycle.fill(delays[r] ?? 0);
  if (odd === 1) {
    const demand = demands[base] ?? 0;
    const column = rowAt(seen, 0);
    const delay = delays[r] ?? 0;
    for (let i = 0; i < width; i++) cycle[i] = delay + demand * (column[from + i] ?? 0);
  }
  for (let k = odd; k < K; k += 2) {
    const [first, second] = [demands[base + k] ?? 0, demands[base + k + 1] ?? 0];
    const [a, b] = [rowAt(seen, k), rowAt(seen, k + 1)];
    for (let i = 0; i < width; i++) {
      cycle[i] = (cycle[i] ?? 0) + first * (a[from + i] ?? 0) + second * (b[from + i] ?? 0);
    }
  }
  for (let i = 0; i < width; i++) cycle[i] = count / (cycle[i] ?? 0);
  if (odd === 1) {
    const demand = demands[base] ?? 0;
    const column = rowAt(seen, 0);
    const sum = rowAt(sums, 0);
    for (let i = 0; i < width; i++) {
      sum[i] = (sum[i] ?? 0) + (cycle[i] ?? 0) * demand * (column[from + i] ?? 0);
    }
  }
  for (let k = odd; k < K; k += 2) {
    const [first, second] = [demands[base + k] ?? 0, demands[base + k + 1] ?? 0];
    const [a, b] = [rowAt(seen, k), rowAt(seen, k + 1)];
    const [sumA, sumB] = [rowAt(sums, k), rowAt(sums, k + 1)];
    for (let i = 0; i < width; i++) {
      const X = cycle[i] ?? 0;
      sumA[i] = (sumA[i] ?? 0) + X * first * (a[from + i] ?? 0);
      sumB[i] = (sumB[i] ?? 0) + X * second * (b[from + i] ?? 0);
    }
  }
}

/** Adds the class along the row, whose user-less neighbor is the cell before, and stores the row. */
function addAlong(task: RowTask, along: number | undefined, start: number, width: number): void {
  const { seen, sums, demands, delays, K } = task;
  for (const [k, column] of seen.entries()) column[start] = at(rowAt(sums, k), 0);
  if (along === undefined) return;
  const delay = delays[along] ?? 0;
  if (K === 3) {
    addAlongThree(task, along, start, width);
    return;
  }
  const base = along * K;
  for (let i = 1; i < width; i++) {
    let cycle = delay;
    for (let k = 0; k < K; k++) {
      cycle += (demands[base + k] as number) * ((seen[k] as Float64Array)[start + i - 1] as number);
    }
    const X = i / cycle;
    for (let k = 0; k < K; k++) {
      const column = seen[k] as Float64Array;
      const flow = X * (demands[base + k] as number);
      column[start + i] =
        ((sums[k] as Float64Array)[i] as number) + flow * (column[start + i - 1] as number);
    }
  }
}

/** {@link addRow} for three stations in one pass, which halves the time of the usual sizes. */
function addRowThree(task: RowTask, r: number, count: number, from: number): void {
  const { cycle, demands, delays } = task;
  const [a, b, c] = task.seen as [Float64Array, Float64Array, Float64Array];
  const [sumA, sumB, sumC] = task.sums as [Float64Array, Float64Array, Float64Array];
  const [dA, dB, dC] = threeOf(demands, r);
  const delay = delays[r] ?? 0;
  for (let i = 0, cell = from; i < cycle.length; i++, cell++) {
    const timeA = dA * (a[cell] ?? 0);
    const timeB = dB * (b[cell] ?? 0);
    const timeC = dC * (c[cell] ?? 0);
    const X = count / (delay + timeA + timeB + timeC);
    sumA[i] = (sumA[i] ?? 0) + X * timeA;
    sumB[i] = (sumB[i] ?? 0) + X * timeB;
    sumC[i] = (sumC[i] ?? 0) + X * timeC;
  }
}

/** {@link addAlong} for three stations; the cell before stays in registers. */
function addAlongThree(task: RowTask, along: number, start: number, width: number): void {
  const { demands, delays } = task;
  const [a, b, c] = task.seen as [Float64Array, Float64Array, Float64Array];
  const [sumA, sumB, sumC] = task.sums as [Float64Array, Float64Array, Float64Array];
  const [dA, dB, dC] = threeOf(demands, along);
  const delay = delays[along] ?? 0;
  let timeA = dA * (a[start] ?? 0);
  let timeB = dB * (b[start] ?? 0);
  let timeC = dC * (c[start] ?? 0);
  for (let i = 1, cell = start + 1; i < width; i++, cell++) {
    const X = i / (delay + timeA + timeB + timeC);
    const seenA = (sumA[i] ?? 0) + X * timeA;
    const seenB = (sumB[i] ?? 0) + X * timeB;
    const seenC = (sumC[i] ?? 0) + X * timeC;
    a[cell] = seenA;
    b[cell] = seenB;
    c[cell] = seenC;
    timeA = dA * seenA;
    timeB = dB * seenB;
    timeC = dC * seenC;
  }
}

function threeOf(demands: Float64Array, r: number): [number, number, number] {
  const first = r * 3;
  return [demands[first] ?? 0, demands[first + 1] ?? 0, demands[first + 2] ?? 0];
}
