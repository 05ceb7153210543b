/** The states that are summed, with the number of neighbors each stands for. */
export interface States {
  readonly count: number;
  readonly present: Int32Array;
  readonly widths: Float64Array;
}

/** Steps in one standard deviation of the number present; from 2 on the error is below 1e-15. */
const STEPS_PER_DEVIATION = 3;

/** Steps of one length before it doubles; from 16 on a doubling costs less than 1e-5 of the sum. */
const STEPS_OF_A_LENGTH = 16;

/** The search for the fullest likely state looks at about this many. */
const LOOKS = 32;

/**
 * Which states 0…N of a closed chain to sum. Up to `singles` each counts; in a long queue
 * neighbors hardly differ, and the trapezoidal rule over every h-th state is as good as the whole
 * sum. There the number present spreads at least by √(N − k), since those who think come back one
 * by one.
 *
 * Short of saturation the weights fall off right behind the last bend of the rate law, within a
 * few states however large N is. So the step starts at 1 there and doubles by and by, each time
 * with the Euler–Maclaurin end terms of both steps (Abramowitz & Stegun 23.1.30). Means over the
 * chain are off by less than 1e-5 of themselves.
 *
 * @param logWeight logarithm of a state's weight where the chain is fullest
 */
export function statesToSum(
  N: number,
  singles: number,
  logWeight: (present: number) => number,
): States {
  const longest = strideOf(N, logWeight);
  const present: number[] = [];
  const single = longest === 1 ? N : Math.min(N, singles + STEPS_OF_A_LENGTH);
  for (let k = 0; k <= single; k++) present.push(k);
  const doublings: number[] = []; // positions from which on the step is twice as long
  let step = 1;
  let last = single;
  while (2 * step <= longest && N - last >= 2 * step * STEPS_OF_A_LENGTH) {
    doublings.push(present.length - 1);
    step *= 2;
    const strides = 2 * step <= longest ? STEPS_OF_A_LENGTH : Math.floor((N - last) / step);
    for (let i = 1; i <= strides; i++) present.push(last + i * step);
    last += strides * step;
  }
  for (let k = last + 1; k <= N; k++) present.push(k);
  return {
    count: present.length,
    present: new Int32Array(present),
    widths: widthsOf(present, doublings),
  };
}

/** Trapezoids between the states, a whole state at 0 and at N. */
function widthsOf(present: readonly number[], doublings: readonly number[]): Float64Array {
  const widths = new Float64Array(present.length);
  const at = (i: number) => present[i] as number;
  for (let i = 0; i < present.length; i++) {
    const before = i === 0 ? 1 : at(i) - at(i - 1);
    const after = i === present.length - 1 ? 1 : at(i + 1) - at(i);
    widths[i] = (before + after) / 2;
  }
  // From step s to 2s at a, f'·s²/4 − f'''·s⁴/48 is missing; with the derivatives as central
  // differences over a ± 2s and a ± 4s that is s·(22·A − 3·B)/256.
  for (const i of doublings) {
    const s = at(i) - at(i - 1);
    const shift = (position: number, by: number) => {
      widths[position] = (widths[position] as number) + by;
    };
    shift(i + 1, (22 * s) / 256);
    shift(i - 2, (-22 * s) / 256);
    shift(i + 2, (-3 * s) / 256);
    shift(i - 4, (3 * s) / 256);
  }
  return widths;
}

/** The longest step that the fullest likely state allows. */
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
