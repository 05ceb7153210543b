import type { Behavior, NodeBehavior, WaitBehavior } from "./part-behavior.ts";

/** Terms this far below the largest are not summed: e⁻³⁸ is below the rounding of a double. */
const NEGLIGIBLE = -38;

/**
 * Parts that requests visit one after another, with 0…most of them in all: a closed network.
 *
 * Convolution of the parts' weights Π 1/rate(i), in logarithms, so that nothing overflows with
 * thousands of requests; exact for product form. Cost O(parts · most²).
 *
 * Source: Buzen, CACM 16(9), 1973; Lazowska et al., Quantitative System Performance (1984), ch. 8.
 */
export function joinParts(parts: readonly Behavior[], most: number): Behavior {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const weights = parts.map(({ rates }) => {
    const logs = new Float64Array(most + 1);
    for (let n = 1; n <= most; n++) logs[n] = at(logs, n - 1) - Math.log(at(rates, n));
    return logs as Float64Array;
  });
  const others = weights.map((_, i) =>
    weights.filter((_, k) => k !== i).reduce((a, b) => convolve(a, b, most)),
  );
  const total = convolve(weights[0] as Float64Array, others[0] as Float64Array, most);
  const rates = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) rates[n] = Math.exp(at(total, n - 1) - at(total, n));

  const nodes: NodeBehavior[] = [];
  const waits: WaitBehavior[] = [];
  const stretched = new Float64Array(most + 1);
  for (const [i, part] of parts.entries()) {
    const mean = averager(weights[i] as Float64Array, others[i] as Float64Array, total, most);
    const growth = mean(part.stretched);
    for (let n = 0; n <= most; n++) stretched[n] = at(stretched, n) + at(growth, n);
    for (const node of part.nodes) {
      nodes.push({
        ...node,
        busy: mean(node.busy),
        present: mean(node.present),
        slowdown: mean(node.slowdown),
      });
    }
    for (const wait of part.waits) {
      waits.push({
        ...wait,
        used: mean(wait.used),
        waiting: mean(wait.waiting),
        free: mean(wait.free),
        mean: mean(wait.mean),
        square: mean(wait.square),
      });
    }
  }
  const slowest = parts.reduce((a, b) => (b.ceiling < a.ceiling ? b : a));
  return {
    rates,
    nodes,
    waits,
    stretched,
    evenness: slowest.evenness,
    backlog: slowest.backlog,
    scale: slowest.scale,
    ceiling: at(rates, most),
  };
}

/**
 * Equal copies of a part, each request to one of them. As a network it is exact for requests sent at
 * random; dealt out in turn, a copy sees steadier arrivals, which its line accounts for.
 * Cost O(copies · most²).
 */
export function dealOut(part: Behavior, copies: number, most: number): Behavior {
  if (copies === 1) return part;
  const logs = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) {
    logs[n] = at(logs, n - 1) - Math.log(at(part.rates, n) * copies);
  }
  let others: Float64Array = logs;
  for (let i = 2; i < copies; i++) others = convolve(others, logs, most);
  const total = convolve(others, logs, most);
  const rates = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) rates[n] = Math.exp(at(total, n - 1) - at(total, n));
  const mean = averager(logs, others, total, most);
  const sum = (table: Float64Array) => mean(table).map((value) => value * copies);
  return {
    rates,
    nodes: part.nodes.map((node) => ({
      ...node,
      capacity: node.capacity * copies,
      busy: sum(node.busy),
      present: sum(node.present),
      slowdown: mean(node.slowdown),
    })),
    waits: part.waits.map((wait) => ({
      ...wait,
      places: wait.places * copies,
      used: sum(wait.used),
      waiting: sum(wait.waiting),
      free: mean(wait.free),
      mean: mean(wait.mean),
      square: mean(wait.square),
    })),
    stretched: sum(part.stretched),
    evenness: part.evenness,
    backlog: part.backlog,
    scale: part.scale * copies,
    ceiling: part.ceiling * copies,
  };
}

function convolve(a: Float64Array, b: Float64Array, most: number): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(most + 1);
  for (let n = 0; n <= most; n++) {
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i <= n; i++) peak = Math.max(peak, at(a, i) + at(b, n - i));
    let sum = 0;
    for (let i = 0; i <= n; i++) {
      const log = at(a, i) + at(b, n - i) - peak;
      if (log > NEGLIGIBLE) sum += Math.exp(log);
    }
    sums[n] = peak + Math.log(sum);
  }
  return sums;
}

/** Turns a table by the number in one part into one by the number in all. */
function averager(own: Float64Array, others: Float64Array, total: Float64Array, most: number) {
  // The likely numbers in the part for each total, once for all tables.
  const starts = new Int32Array(most + 2);
  const firsts = new Int32Array(most + 1);
  let shares = new Float64Array(16 * (most + 1));
  let used = 0;
  for (let n = 0; n <= most; n++) {
    const all = at(total, n);
    let low = 0;
    while (low < n && at(own, low) + at(others, n - low) - all <= NEGLIGIBLE) low++;
    let high = n;
    while (high > low && at(own, high) + at(others, n - high) - all <= NEGLIGIBLE) high--;
    if (used + high - low >= shares.length) {
      const wider = new Float64Array(2 * shares.length + n);
      wider.set(shares);
      shares = wider;
    }
    starts[n] = used;
    firsts[n] = low;
    for (let i = low; i <= high; i++) {
      shares[used++] = Math.exp(at(own, i) + at(others, n - i) - all);
    }
  }
  starts[most + 1] = used;
  return (table: Float64Array): Float64Array => {
    const means = new Float64Array(most + 1);
    for (let n = 0; n <= most; n++) {
      const from = at(starts, n);
      const shift = at(firsts, n) - from;
      let sum = 0;
      for (let s = from; s < at(starts, n + 1); s++) sum += at(shares, s) * at(table, s + shift);
      means[n] = sum;
    }
    return means;
  };
}

const at = (list: ArrayLike<number>, i: number): number => list[i] as number;
