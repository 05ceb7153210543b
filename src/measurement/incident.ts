/**
 * Error rates that load does not explain.
 *
 * Errors caused by load do not go away when there is more of it. A level whose error rate
 * stands above that of a lower load *and* above that of an equal or higher load met
 * something else: a deployment, a job in the background, spoilt test data. It is an
 * incident. At the highest level nothing can be seen to return, so a jump there cannot be
 * told from load and is reported apart.
 *
 * Two rates are compared by the exact conditional binomial test of two Poisson counts:
 * given k₁ + k₂ failures, k₁ is binomial with share r·n₁/(r·n₁ + n₂) if the first rate is
 * r times the second. Exact for rare errors and on the safe side for frequent ones.
 * Two allowances keep it from calling ordinary scatter an incident; see the constants.
 *
 * Source: Przyborowski & Wilenski, "Homogeneity of Results in Testing Samples from
 * Poisson Series", Biometrika 31 (1940); Krishnamoorthy & Thomson, "A More Powerful Test
 * for Comparing Two Poisson Means", J. Statist. Plann. Inference 119 (2004), §2.1.
 */

import { entryAt } from "../entry-at.ts";
import { requireCount } from "../require.ts";
import { incompleteBeta } from "../stats/incomplete-beta.ts";
import type { Share } from "../units.ts";
import type { Level } from "./campaign.ts";

/** Error counts of one level. */
export interface ErrorCount {
  readonly users: number;
  readonly run: string;
  readonly requests: number;
  readonly failures: number;
}

export interface Incident extends ErrorCount {
  /** The lower load from which the rate jumped; null when this is the lowest level. */
  readonly from: ErrorCount | null;
  /** The equal or higher load at which the rate had returned. */
  readonly returnedAt: ErrorCount;
  /** P(a difference at least as large | the rates differ by scatter only), the larger of the two. */
  readonly pValue: Share;
}

export interface Incidents {
  readonly incidents: readonly Incident[];
  /**
   * A jump at the highest load, where no lighter one shows errors that grow and stay: an incident or the
   * first errors by load, no telling which.
   */
  readonly undecided: readonly Undecided[];
}

export interface Undecided {
  readonly level: ErrorCount;
  /** The heaviest load below it whose rate is clearly lower. */
  readonly from: ErrorCount;
  /** The load next below, where that is another: its rate lies too near to be told from either. */
  readonly between: ErrorCount | null;
}

/**
 * Errors come in bunches: one broken connection or one lost record fails several requests.
 * Each ten failures count as one independent event. A chosen figure: bunches in web load
 * tests are of the size of a connection pool or of a retry series.
 */
export const BUNCH = 10;

/** The same load measured twice gives error rates up to this factor apart. A chosen figure. */
export const RERUN_FACTOR = 2;

/** Below this probability scatter is ruled out; a campaign makes a few dozen comparisons. */
export const SIGNIFICANCE = 1e-3;

/** A level is compared with so many loads below it and above it: all, in a campaign of a person's making. */
const MOST_COMPARED = 200;

/**
 * Looks at every measured level with requests and failures. O(n²) in their number up to 200, then
 * O(n): each is compared with its nearest 200 on either side.
 */
export function findIncidents(levels: readonly Level[]): Incidents {
  const counts = levels
    .flatMap(({ users, run, requests, failures, quality }) =>
      quality === "measured" && requests !== undefined && requests > 0 && failures !== undefined
        ? [{ users, run, requests, failures: Math.min(failures, requests) }]
        : [],
    )
    .toSorted((a, b) => a.users - b.users || (a.run < b.run ? -1 : 1));

  const incidents: Incident[] = [];
  const undecided: Undecided[] = [];
  const highest = counts.at(-1)?.users;
  // Errors that had grown before the highest load, and stayed, are caused by load.
  let grown = false;
  // First place of the level's load, of the next load, and of the one after that.
  const { own, next } = placesOfLoads(counts);
  for (const [at, level] of counts.entries()) {
    const first = own[at] ?? 0;
    const above = next[at] ?? counts.length;
    const jump = first === 0 ? null : nearestBelow(level, counts, first);
    // With nothing below, the level must stand out from the next load and not from a far one:
    // a floor of errors that ends late is a repair, not an incident at its beginning.
    const alone = above - first === 1;
    const end = first > 0 ? counts.length : alone ? (next[above] ?? counts.length) : above;
    const back = nearestFrom(level, counts, first, end, at);
    if (back !== null && (jump !== null || first === 0)) {
      const pValue = Math.max(jump?.pValue ?? 0, back.pValue);
      incidents.push({ ...level, from: jump?.than ?? null, returnedAt: back.than, pValue });
    } else if (level.users !== highest) {
      grown ||= jump !== null;
    } else if (jump !== null && !grown) {
      const below = counts[first - 1];
      const between = below !== undefined && below.users !== jump.than.users ? below : null;
      undecided.push({ level, from: jump.than, between });
    }
  }
  return { incidents, undecided };
}

function placesOfLoads(counts: readonly ErrorCount[]) {
  const own: number[] = [];
  const next: number[] = new Array(counts.length).fill(counts.length);
  for (const [at, { users }] of counts.entries()) {
    own.push(at > 0 && counts[at - 1]?.users === users ? (own[at - 1] ?? 0) : at);
  }
  for (let at = counts.length - 2; at >= 0; at--) {
    next[at] = counts[at + 1]?.users === counts[at]?.users ? (next[at + 1] ?? 0) : at + 1;
  }
  return { own, next };
}

interface Compared {
  readonly than: ErrorCount;
  readonly pValue: Share;
}

/** The nearest lower load whose rate is clearly below the level's; of several runs of it the first. */
function nearestBelow(
  level: ErrorCount,
  counts: readonly ErrorCount[],
  before: number,
): Compared | null {
  let found: Compared | null = null;
  for (let at = before - 1; at >= Math.max(0, before - MOST_COMPARED); at--) {
    const than = entryAt(counts, at);
    if (found !== null && than.users !== found.than.users) return found;
    found = clearlyBelow(than, level) ?? found;
  }
  return found;
}

/** The same among places from `from` to before `end`, without the level's own. */
function nearestFrom(
  level: ErrorCount,
  counts: readonly ErrorCount[],
  from: number,
  end: number,
  own: number,
): Compared | null {
  for (let at = from; at < Math.min(end, from + MOST_COMPARED); at++) {
    const found = at === own ? null : clearlyBelow(entryAt(counts, at), level);
    if (found !== null) return found;
  }
  return null;
}

function clearlyBelow(than: ErrorCount, level: ErrorCount): Compared | null {
  // A rate of no more than twice the other's is no difference: the test need not be made.
  if (level.failures * than.requests <= RERUN_FACTOR * than.failures * level.requests) return null;
  const pValue = scatterProbability(level, than);
  return pValue < SIGNIFICANCE ? { than, pValue } : null;
}

/**
 * P(k₁ or more of the failures fall to the first level | its rate is at most twice the
 * second's and failures come in tens). Counts are rounded against a difference.
 */
export function scatterProbability(first: ErrorCount, second: ErrorCount): Share {
  const k1 = Math.floor(first.failures / BUNCH);
  const k2 = Math.ceil(second.failures / BUNCH);
  const weight = RERUN_FACTOR * first.requests;
  return binomialUpperTail(k1, k1 + k2, weight / (weight + second.requests));
}

/**
 * P(K ≥ k) of a binomial K with n trials of probability p: I_p(k, n − k + 1), to 1e-12; O(√n).
 *
 * Source: Abramowitz & Stegun (1964), 26.5.24.
 */
export function binomialUpperTail(k: number, n: number, p: Share): Share {
  requireCount("k", k, 0);
  requireCount("n", n, 0);
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie strictly between 0 and 1, got ${p}`);
  if (k === 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(p, k, n - k + 1);
}
