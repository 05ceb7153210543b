import type { Seconds, Share } from "../../../units.ts";

/** P(R > t), and the probability density there; a rough density makes the search longer, not wrong. */
export type SurvivalLaw = (time: Seconds) => {
  readonly survival: Share;
  readonly density: number;
};

/** The search for a percentile ends when the bracket is below this share of it. */
const PRECISION = 1e-4;

/**
 * It ends too where the tangent at a point this near, in log-odds, and the curve through two points
 * agree this closely in ln t: what is left is below 1e-7 in the median; over three loads of
 * 120 drawn platforms 2e-5 in one of a hundred and 1e-4 at worst. Looser ends made a fit uneven: where the
 * search stopped then hung on a last digit.
 */
const CLOSE = 0.05;
const AGREED = 0.0001;

/** From a point this near a tangent alone will do. */
const AT_IT = 0.0005;

/** First and longest step away from where the law is known; steps double. */
const FIRST_STEP = 0.8;
const LONGEST_STEP = 4;

/** Of the log-odds over ln t: a law that is flatter has steps, of which a tangent tells nothing. */
const FLATTEST = 0.1;

/** More evaluations than bisection needs from any bracket that is met. */
const MOST_ROUNDS = 80;

/** A point of the law: ln t, the log-odds to be done by then, and their slope. */
interface KnownPoint {
  readonly log: number;
  readonly odds: number;
  readonly slope: number;
}

/**
 * The time that this share of the requests exceeds.
 *
 * Newton's method in ln t against the logarithm of the odds of P(R > t), where laws of response times
 * bend little, and from the second point on the cubic through the two nearest points and their
 * slopes, read backwards. Steps of the law, as work without variation makes, are halved.
 *
 * @param law with a survival that falls, of 0 and more
 * @param share in (0, 1)
 * @param near where the search starts; the nearer, the shorter
 * @param late survival at 0, for whoever asks for several shares
 */
export function survivalPercentile(
  law: SurvivalLaw,
  share: Share,
  near: Seconds,
  late: Share = law(0).survival,
): Seconds {
  if (share >= late) return 0; // they take no time at all
  return Math.exp(search(law, logOdds(share), Math.log(near)));
}

function search(law: SurvivalLaw, target: number, start: number): number {
  let below: KnownPoint | null = null;
  let above: KnownPoint | null = null;
  let before: KnownPoint | null = null;
  let next = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const here = pointAt(law, next);
    if (here.odds < target) below = here;
    else above = here;
    const tangent = here.log + (target - here.odds) / Math.max(here.slope, FLATTEST);
    const missed = Math.abs(here.odds - target);
    const other = below === here ? (above ?? before) : (below ?? before);
    const curve = other === null ? tangent : curveAt(other, here, target);
    before = here;
    if (below !== null && above !== null) {
      if (above.log - below.log < PRECISION) return (below.log + above.log) / 2;
      const inside = curve > below.log && curve < above.log;
      const isSettled = missed < CLOSE && Math.abs(curve - tangent) < AGREED && other !== null;
      if (inside && (isSettled || (missed < AT_IT && here.slope > FLATTEST))) return curve;
      const halved = round > 4 && round % 2 === 1;
      next = inside && !halved ? curve : (below.log + above.log) / 2;
      continue;
    }
    const settled = other !== null && missed < CLOSE && Math.abs(curve - tangent) < AGREED;
    if (here.slope > FLATTEST && (settled || missed < AT_IT)) return curve;
    const most = Math.min(FIRST_STEP * 2 ** round, LONGEST_STEP);
    const up = here.odds < target ? 1 : -1;
    const wanted = (tangent - here.log) * up;
    next = here.log + up * Math.min(wanted, most);
  }
  return next;
}

function pointAt(law: SurvivalLaw, log: number): KnownPoint {
  const time = Math.exp(log);
  const { survival, density } = law(time);
  const share = within(survival);
  return { log, odds: logOdds(share), slope: (density * time) / (share * (1 - share)) };
}

/**
 * Where the law meets the target: ln t as the cubic of the log-odds through two points with their
 * slopes; the chord where one of them has none.
 */
function curveAt(a: KnownPoint, b: KnownPoint, target: number): number {
  const width = b.odds - a.odds;
  if (Math.abs(width) < 1e-9) return b.log;
  const t = (target - a.odds) / width;
  const rise = b.log - a.log;
  if (a.slope < FLATTEST || b.slope < FLATTEST) return a.log + t * rise;
  const [from, to] = [width / a.slope, width / b.slope];
  return a.log + t * (from + t * (3 * rise - 2 * from - to + t * (from + to - 2 * rise)));
}

/** Shares nearer to 0 or 1 do not matter. */
const RAREST = 1e-15;

const within = (survival: Share) => Math.min(1 - RAREST, Math.max(RAREST, survival));

/** Logarithm of the odds to be done by then. */
function logOdds(survival: Share): number {
  const share = within(survival);
  return Math.log((1 - share) / share);
}
