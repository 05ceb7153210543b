/** Weights below this share of the largest are left out: far below what a rate is known to. */
const NEGLIGIBLE = 1e-15;

/** Weights are brought back from here, so that none overflows. */
const HIGH = 1e200;

/** A weight below this share of a sum leaves all its digits as they are. */
const UNSEEN = 1e-17;

/** Rounding left aside. */
const SURELY = 1 - 1e-9;

/** How n requests are split between two parts of a network. */
export interface Split {
  /** Probability of i requests in the first part, i = from…to; other entries are not cleared. */
  readonly shares: Float64Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Splits n requests between two load-dependent stations visited one after another: their product
 * form (Buzen, CACM 16(9), 1973), normalized for each n.
 *
 * From i to i + 1 in the first part the weight changes by second(n − i)/first(i + 1), so that
 * neither logarithms nor factorials are needed and nothing overflows. Where no rate falls, weights
 * have one peak and the walk away from it ends where they vanish: O(√n) states for most n, at
 * worst n. Where one falls it ends where they vanish and no rate is left that could raise them again.
 *
 * @param slow factor on the time of all that is done in the first part, by n; null: 1
 * @returns what splits n, 0…most; each answer uses the arrays of the one before
 */
export function splitter(
  first: Float64Array,
  second: Float64Array,
  most: number,
  slow: Float64Array | null = null,
): (n: number) => Split {
  const peaked = neverFalls(first, most) && neverFalls(second, most);
  const ends = peaked ? null : { first: endsOf(first, most), second: endsOf(second, most) };
  const split = { shares: new Float64Array(most + 1), from: 0, to: 0 };
  let peak = 0;
  return (n) => {
    const by = slow === null ? 1 : at(slow, n);
    peak = Math.min(peak, n);
    while (peak < n && by * at(second, n - peak) > at(first, peak + 1)) peak++;
    while (peak > 0 && by * at(second, n - peak + 1) < at(first, peak)) peak--;
    walk({ first, second, by, ends }, n, peak, split);
    return split;
  };
}

/** How far the rates of a part go up to a number and from it on. */
interface RateEnds {
  /** The highest with 0…n. */
  readonly most: Float64Array;
  /** The lowest with n and more. */
  readonly least: Float64Array;
}

function endsOf(rates: Float64Array, last: number): RateEnds {
  const most = new Float64Array(last + 1);
  const least = new Float64Array(last + 2).fill(Number.POSITIVE_INFINITY);
  for (let n = 1; n <= last; n++) most[n] = Math.max(at(most, n - 1), at(rates, n));
  for (let n = last; n >= 0; n--) least[n] = Math.min(at(least, n + 1), at(rates, n));
  return { most, least };
}

interface Rates {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly by: number;
  /** Null where no rate falls: then weights past the peak only fall. */
  readonly ends: { readonly first: RateEnds; readonly second: RateEnds } | null;
}

/** Fills in the shares for one n, from the peak outwards. */
function walk(
  { first, second, by, ends }: Rates,
  n: number,
  peak: number,
  split: { shares: Float64Array; from: number; to: number },
): void {
  const { shares } = split;
  const peaked = ends === null;
  shares[peak] = 1;
  let total = 1;
  let weight = 1;
  let to = peak;
  for (let i = peak; i < n; i++) {
    weight *= (by * at(second, n - i)) / at(first, i + 1);
    if (peaked && weight < NEGLIGIBLE) break;
    to = i + 1;
    shares[to] = weight;
    total += weight;
    if (ends !== null && weight < UNSEEN * total) {
      // So much at most comes with more in the first, and so much at least leaves.
      const [come, leave] = [by * at(ends.second.most, n - to), at(ends.first.least, to + 1)];
      if (come < leave * SURELY) break;
    }
    if (weight > HIGH) {
      for (let s = peak; s <= to; s++) shares[s] = at(shares, s) / HIGH;
      total /= HIGH;
      weight /= HIGH;
    }
  }
  weight = at(shares, peak);
  let from = peak;
  for (let i = peak; i > 0; i--) {
    weight *= at(first, i) / (by * at(second, n - i + 1));
    if (peaked && weight < NEGLIGIBLE) break;
    from = i - 1;
    shares[from] = weight;
    total += weight;
    if (ends !== null && weight < UNSEEN * total) {
      const [leave, come] = [at(ends.first.most, from), by * at(ends.second.least, n - from + 1)];
      if (leave < come * SURELY) break;
    }
    if (weight > HIGH) {
      for (let s = from; s <= to; s++) shares[s] = at(shares, s) / HIGH;
      total /= HIGH;
      weight /= HIGH;
    }
  }
  // Where a rate falls the walk goes further; what is negligible there need not be summed.
  const least = NEGLIGIBLE * total;
  while (from < to && at(shares, from) < least) from++;
  while (to > from && at(shares, to) < least) to--;
  for (let i = from; i <= to; i++) shares[i] = at(shares, i) / total;
  split.from = from;
  split.to = to;
}

/** Whether rates of 1…most requests rise or stay. */
export function neverFalls(rates: Float64Array, most: number): boolean {
  for (let n = 2; n <= most; n++) {
    if (at(rates, n) < at(rates, n - 1)) return false;
  }
  return true;
}

const at = (list: ArrayLike<number>, i: number): number => list[i] as number;
