/**
 * Exact mean-value analysis of several classes over single servers and delays.
 *
 * Exact for product-form networks: processor sharing with any service law and any demand per
 * class, first-come-first-served with exponential service equal for all classes, delays.
 *
 * Source: Reiser & Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks",
 * JACM 27(2), 1980; Lazowska et al., Quantitative System Performance (1984), §7.4.
 */
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
  order.sort((a, b) => (users[b] as number) - (users[a] as number));
  const outer = order[0] as number;
  const along = order[1];
  const width = along === undefined ? 1 : (users[along] as number) + 1;
  const rowClasses = order.slice(2);
  const strides = new Int32Array(R);
  let cells = width;
  for (const r of rowClasses) {
    strides[r] = cells;
    cells *= (users[r] as number) + 1;
  }
  const populations = cells * ((users[outer] as number) + 1);
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
  for (let n = 0; n <= (users[outer] as number); n++) {
    present.fill(0);
    present[outer] = n;
    for (let start = 0; start < cells; start += width) {
      for (const sum of sums) sum.fill(1);
      if (n > 0) addRow(row, outer, n, start);
      for (const r of rowClasses) {
        if (present[r] !== 0) addRow(row, r, present[r] as number, start - (strides[r] as number));
      }
      if (n === users[outer]) {
        // What the full population's visits meet; noted before the row is overwritten, and
        // overwritten itself until the last row.
        const end = start + width - 1;
        for (const r of [outer, ...rowClasses]) noteMet(met, seen, r, end - (strides[r] as number));
      }
      addAlong(row, along, start, width);
      for (const r of rowClasses) {
        if (present[r] === users[r]) present[r] = 0;
        else {
          present[r] = (present[r] as number) + 1;
          break;
        }
      }
    }
  }
  if (along !== undefined) noteMet(met, seen, along, cells - 2);
  // A class without users sees everybody else.
  for (let r = 0; r < R; r++) if (users[r] === 0) noteMet(met, seen, r, cells - 1);

  const throughputs = new Float64Array(R);
  const residences = met.map((value, i) => value * (demands[i] as number));
  for (let r = 0; r < R; r++) {
    if (users[r] === 0) continue;
    const own = residences.subarray(r * K, r * K + K);
    throughputs[r] = (users[r] as number) / own.reduce((a, b) => a + b, delays[r] as number);
  }
  return assemble(network, flat, throughputs, residences);
}

/** Notes what a visit of class r meets at each queue: the values of one cell. */
function noteMet(met: Float64Array, seen: readonly Float64Array[], r: number, cell: number): void {
  for (const [k, column] of seen.entries()) {
    if (cell >= 0) met[r * seen.length + k] = column[cell] as number;
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
  cycle.fill(delays[r] as number);
  if (odd === 1) {
    const demand = demands[base] as number;
    const column = seen[0] as Float64Array;
    const delay = delays[r] as number;
    for (let i = 0; i < width; i++) cycle[i] = delay + demand * (column[from + i] as number);
  }
  for (let k = odd; k < K; k += 2) {
    const [first, second] = [demands[base + k] as number, demands[base + k + 1] as number];
    const [a, b] = [seen[k] as Float64Array, seen[k + 1] as Float64Array];
    for (let i = 0; i < width; i++) {
      cycle[i] =
        (cycle[i] as number) + first * (a[from + i] as number) + second * (b[from + i] as number);
    }
  }
  for (let i = 0; i < width; i++) cycle[i] = count / (cycle[i] as number);
  if (odd === 1) {
    const demand = demands[base] as number;
    const column = seen[0] as Float64Array;
    const sum = sums[0] as Float64Array;
    for (let i = 0; i < width; i++) {
      sum[i] = (sum[i] as number) + (cycle[i] as number) * demand * (column[from + i] as number);
    }
  }
  for (let k = odd; k < K; k += 2) {
    const [first, second] = [demands[base + k] as number, demands[base + k + 1] as number];
    const [a, b] = [seen[k] as Float64Array, seen[k + 1] as Float64Array];
    const [sumA, sumB] = [sums[k] as Float64Array, sums[k + 1] as Float64Array];
    for (let i = 0; i < width; i++) {
      const X = cycle[i] as number;
      sumA[i] = (sumA[i] as number) + X * first * (a[from + i] as number);
      sumB[i] = (sumB[i] as number) + X * second * (b[from + i] as number);
    }
  }
}

/** Adds the class along the row, whose user-less neighbor is the cell before, and stores the row. */
function addAlong(task: RowTask, along: number | undefined, start: number, width: number): void {
  const { seen, sums, demands, delays, K } = task;
  for (const [k, column] of seen.entries()) column[start] = (sums[k] as Float64Array)[0] as number;
  if (along === undefined) return;
  const delay = delays[along] as number;
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
  const delay = delays[r] as number;
  for (let i = 0, cell = from; i < cycle.length; i++, cell++) {
    const timeA = dA * (a[cell] as number);
    const timeB = dB * (b[cell] as number);
    const timeC = dC * (c[cell] as number);
    const X = count / (delay + timeA + timeB + timeC);
    sumA[i] = (sumA[i] as number) + X * timeA;
    sumB[i] = (sumB[i] as number) + X * timeB;
    sumC[i] = (sumC[i] as number) + X * timeC;
  }
}

/** {@link addAlong} for three stations; the cell before stays in registers. */
function addAlongThree(task: RowTask, along: number, start: number, width: number): void {
  const { demands, delays } = task;
  const [a, b, c] = task.seen as [Float64Array, Float64Array, Float64Array];
  const [sumA, sumB, sumC] = task.sums as [Float64Array, Float64Array, Float64Array];
  const [dA, dB, dC] = threeOf(demands, along);
  const delay = delays[along] as number;
  let timeA = dA * (a[start] as number);
  let timeB = dB * (b[start] as number);
  let timeC = dC * (c[start] as number);
  for (let i = 1, cell = start + 1; i < width; i++, cell++) {
    const X = i / (delay + timeA + timeB + timeC);
    const seenA = (sumA[i] as number) + X * timeA;
    const seenB = (sumB[i] as number) + X * timeB;
    const seenC = (sumC[i] as number) + X * timeC;
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
  return [demands[first] as number, demands[first + 1] as number, demands[first + 2] as number];
}
