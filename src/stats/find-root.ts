/** Where a bracketed search ended. */
export interface Root {
  /** The best estimate: exact where `ended` is "zero", else the middle of the bracket. */
  readonly root: number;
  /** The function changes its sign between `low` and `high`. */
  readonly low: number;
  readonly high: number;
  /** Evaluations of the function. */
  readonly evaluations: number;
  /** "zero": the function is 0 at `root`; "narrow": the bracket is as narrow as asked. */
  readonly ended: "zero" | "narrow";
}

/** One step more than bisection may be spent on interpolation (n₀ of the paper). */
const SLACK = 1;
/** How strongly an interpolated point is moved towards the middle (κ₁ of the paper, κ₂ = 2). */
const TRUNCATION = 0.2;

/**
 * Finds where a continuous function crosses 0 between two points of opposite sign.
 *
 * The ITP method: interpolate, truncate, project. It never takes more than one evaluation
 * above bisection, and about a third of them on smooth functions. The end is certain:
 * either an exact zero or a bracket no wider than the tolerance (or than two units in the
 * last place, whichever is wider); a jump through 0 is found like a crossing.
 *
 * Source: Oliveira & Takahashi, An Enhancement of the Bisection Method Average Performance
 * Preserving Minmax Optimality, ACM Trans. Math. Softw. 47 (2021) article 5.
 *
 * @param tolerance width of the bracket at the end, absolute; 0 (the default) for full precision
 * @throws RangeError if the ends are not finite or not in order, if the function has the
 *   same sign at both, or if it returns NaN
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 0): Root {
  if (!(low < high) || !Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError(`low must be a finite number below high, got ${low} and ${high}`);
  }
  let evaluations = 0;
  const evaluate = (x: number) => {
    const y = f(x);
    evaluations++;
    if (Number.isNaN(y)) throw new RangeError(`f must return numbers, got NaN at ${x}`);
    return y;
  };
  let a = low;
  let b = high;
  let ya = evaluate(a);
  let yb = evaluate(b);
  const zero = (root: number): Root => ({
    root,
    low: root,
    high: root,
    evaluations,
    ended: "zero",
  });
  if (ya === 0) return zero(a);
  if (yb === 0) return zero(b);
  if (ya > 0 === yb > 0) {
    throw new RangeError(
      `f must change its sign between low and high, got ${ya} at ${low} and ${yb} at ${high}`,
    );
  }
  const sign = ya < 0 ? 1 : -1;
  const width = Math.max(
    tolerance,
    2 * Number.EPSILON * Math.min(Math.abs(a), Math.abs(b)),
    Number.MIN_VALUE * 4,
  );
  const most = Math.max(0, Math.ceil(Math.log2((b - a) / width))) + SLACK;
  const pull = TRUNCATION / (b - a);
  for (let j = 0; ; j++) {
    // The last bits: a root far above the lower end cannot be narrower than its own spacing.
    const narrow = Math.max(width, 2 * Number.EPSILON * Math.min(Math.abs(a), Math.abs(b)));
    const middle = a + (b - a) / 2;
    if (b - a <= narrow || middle <= a || middle >= b) {
      return { root: middle, low: a, high: b, evaluations, ended: "narrow" };
    }
    const slope = yb - ya;
    const secant = Number.isFinite(slope) ? a - (ya * (b - a)) / slope : middle;
    const towards = Math.sign(middle - secant);
    const shift = pull * (b - a) ** 2;
    const truncated = shift <= Math.abs(middle - secant) ? secant + towards * shift : middle;
    const reach = Math.max(0, (width / 2) * 2 ** (most - j) - (b - a) / 2);
    let x = Math.abs(truncated - middle) <= reach ? truncated : middle - towards * reach;
    if (!(x > a && x < b)) x = middle;
    const y = evaluate(x);
    if (y === 0) return zero(x);
    if (sign * y > 0) {
      b = x;
      yb = y;
    } else {
      a = x;
      ya = y;
    }
  }
}
