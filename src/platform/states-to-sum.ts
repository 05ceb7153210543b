/** The states that are summed, with the number of neighbors each stands for. */
export interface States {
  readonly count: number;
  readonly present: Int32Array;
  readonly widths: Float64Array;
}

/** Steps in one standard deviation of the number present; from 2 on the error is below 1e-15. */
const STEPS_PER_DEVIATION = 4;

/** The search for the fullest likely state looks at about this many. */
const LOOKS = 32;

/**
 * Which states 0…N of a closed chain to sum. Up to `singles` each counts; in a long queue
 * neighbors hardly differ, and the trapezoidal rule over every h-th state is as good as the whole
 * sum. There the number present spreads at least by √(N − k), since those who think come back one
 * by one. Where the step changes, up to 1e-5 of the total is lost.
 *
 * @param logWeight logarithm of a state's weight where the chain is fullest
 */
export function statesToSum(
  N: number,
  singles: number,
  logWeight: (present: number) => number,
): States {
  const h = strideOf(N, logWeight);
  const single = h === 1 ? N : Math.min(N, singles);
  const strides = Math.floor((N - single) / h);
  const last = single + strides * h;
  const count = single + 1 + strides + (N - last);
  const present = new Int32Array(count);
  const widths = new Float64Array(count).fill(1);
  for (let k = 0; k <= single; k++) present[k] = k;
  for (let i = 1; i <= strides; i++) {
    present[single + i] = single + i * h;
    widths[single + i] = h;
  }
  for (let i = 1; i <= N - last; i++) present[single + strides + i] = last + i;
  if (strides > 0) {
    widths[single] = (1 + h) / 2;
    widths[single + strides] = (1 + h) / 2;
  }
  return { count, present, widths };
}

/** The step h that the fullest likely state allows. */
function strideOf(N: number, logWeight: (present: number) => number): number {
  const look = Math.ceil(N / LOOKS);
  let mode = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k <= N; k += look) {
    const log = logWeight(k);
    if (log > highest) {
      highest = log;
      mode = k;
    }
  }
  const thinking = Math.max(N - Math.min(mode + look, N), 1);
  return Math.max(1, Math.floor(Math.sqrt(thinking) / STEPS_PER_DEVIATION));
}
