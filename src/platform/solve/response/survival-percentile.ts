import { numberAt } from "../../../entry-at.ts";
import type { Seconds, Share } from "../../../units.ts";

/** The search for a percentile ends when the bracket is below this share of it. */
const PRECISION = 1e-4;

/** From log-odds this near to the target one more step between known points, if short, will do. */
const CLOSE = 0.03;
/** In ln t; what is left is below 1e-4 in the median and 2e-3 at worst, where the law bends most. */
const SHORT = 0.002;

/** First and longest step away from where the law is known; steps double. */
const FIRST_STEP = 0.8;
const LONGEST_STEP = 4;

/** Of the log-odds over ln t: that of a lognormal law of CV 1 at its median. */
const TYPICAL_SLOPE = 1.9;

/** More evaluations than bisection needs from any bracket that is met. */
const MOST_ROUNDS = 80;

/**
 * The time that this share of the requests exceeds.
 *
 * Secants in ln t against the logarithm of the odds of P(R > t), where laws of response times
 * bend little, between the nearest points known on either side. Steps between steps of the law, as
 * work without variation makes, are halved.
 *
 * @param survival P(R > t), falling, of 0 and more
 * @param share in (0, 1)
 * @param mean of the law: the search starts where an exponential law of this mean has the share
 */
export function survivalPercentile(
  survival: (time: Seconds) => Share,
  share: Share,
  mean: Seconds,
): Seconds {
  if (share >= survival(0)) return 0; // they take no time at all
  const start = mean * -Math.log(share);
  return Math.exp(search(new KnownPoints(survival), oddsOf(share), Math.log(start)));
}

function search(known: KnownPoints, target: number, start: number): number {
  known.add(start);
  let last = Number.NaN;
  let missed = Number.POSITIVE_INFINITY;
  let outside = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const i = known.firstAbove(target);
    const beyond = i === 0 || i === known.count;
    const next = beyond ? outwards(known, i, target, outside++) : within(known, i, target, round);
    const near = missed < CLOSE && Math.abs(next - last) < SHORT;
    const settled = near && (!beyond || Math.abs(next - last) < PRECISION);
    if (settled || known.gap(i) < PRECISION) return next;
    missed = Math.abs(known.add(next) - target);
    last = next;
  }
  return last;
}

/** A step beyond all points known, along the line through the outermost two. */
function outwards(known: KnownPoints, i: number, target: number, before: number): number {
  const end = i === 0 ? 0 : known.count - 1;
  const most = FIRST_STEP * 2 ** before;
  const slope = known.count > 1 ? known.slopeAt(end) : TYPICAL_SLOPE;
  const wanted = Math.abs(target - known.odds(end)) / slope;
  const step = Math.min(wanted < most ? 1.02 * wanted : most, LONGEST_STEP);
  return known.log(end) + (i === 0 ? -step : step);
}

/** Between two points: the line, or the middle where the line has not helped. */
function within(known: KnownPoints, i: number, target: number, round: number): number {
  const [a, b] = [known.log(i - 1), known.log(i)];
  if (round > 6 && round % 2 === 1) return (a + b) / 2;
  return known.inverse(i, target);
}

/** Points of a law, in order: ln t, and the log-odds that rise with it. */
class KnownPoints {
  private readonly logs: number[] = [];
  private readonly oddsThen: number[] = [];
  private readonly survival: (time: Seconds) => Share;

  constructor(survival: (time: Seconds) => Share) {
    this.survival = survival;
  }

  get count(): number {
    return this.logs.length;
  }
  log(i: number): number {
    return numberAt(this.logs, i);
  }
  odds(i: number): number {
    return numberAt(this.oddsThen, i);
  }

  /** Evaluates the law at one more point. */
  add(log: number): number {
    const odds = oddsOf(this.survival(Math.exp(log)));
    let i = this.logs.length;
    while (i > 0 && numberAt(this.logs, i - 1) > log) i--;
    insert(this.logs, i, log);
    insert(this.oddsThen, i, odds);
    return odds;
  }

  /** Index of the first point whose odds are at least this. */
  firstAbove(target: number): number {
    let i = 0;
    while (i < this.oddsThen.length && numberAt(this.oddsThen, i) < target) i++;
    return i;
  }

  /** Width of the bracket before point i. */
  gap(i: number): number {
    return i === 0 || i === this.count ? Number.POSITIVE_INFINITY : this.log(i) - this.log(i - 1);
  }

  /** Of the line through an outermost point and its neighbor. */
  slopeAt(end: number): number {
    const [a, b] = end === 0 ? [0, 1] : [end - 1, end];
    return (this.odds(b) - this.odds(a)) / (this.log(b) - this.log(a));
  }

  /**
   * Where the law meets the target between points i − 1 and i: inverse interpolation through
   * these and the nearer of their neighbors, or the line where that leaves the bracket.
   */
  inverse(i: number, target: number): number {
    const [a, b] = [i - 1, i];
    const line = this.log(a) + (target - this.odds(a)) * this.inverseSlope(a, b);
    let c = -1;
    if (a > 0) c = a - 1;
    if (b + 1 < this.count) {
      const nearer = c < 0 || this.odds(b + 1) - target < target - this.odds(c);
      if (nearer) c = b + 1;
    }
    if (c < 0) return line;
    const bend =
      (this.inverseSlope(b, c) - this.inverseSlope(a, b)) / (this.odds(c) - this.odds(a));
    const curve = line + (target - this.odds(a)) * (target - this.odds(b)) * bend;
    return curve > this.log(a) && curve < this.log(b) ? curve : line;
  }

  private inverseSlope(a: number, b: number): number {
    return (this.log(b) - this.log(a)) / (this.odds(b) - this.odds(a));
  }
}

/** As splice, which makes a list of what it takes out. */
function insert(list: number[], place: number, value: number): void {
  list.push(value);
  for (let i = list.length - 1; i > place; i--) list[i] = numberAt(list, i - 1);
  list[place] = value;
}

/** Shares nearer to 0 or 1 do not matter. */
const RAREST = 1e-15;

/** Logarithm of the odds to be done by then. */
function oddsOf(survival: Share): number {
  const share = Math.min(1 - RAREST, Math.max(RAREST, survival));
  return Math.log((1 - share) / share);
}
