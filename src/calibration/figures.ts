/** Every measured figure that a platform model is held against, with the noise of each. */

import type { Audit } from "../measurement/audit.ts";
import type { Campaign, ResponseTimes } from "../measurement/campaign.ts";
import { endpointName } from "../measurement/endpoint-name.ts";
import { roundingOf } from "../measurement/findings/rounding-of.ts";
import { keyOfLevel, rowsByLevel } from "../measurement/level-key.ts";
import { type Observation, observations } from "../measurement/observations.ts";
import { servedPart } from "../measurement/refusals/admitted-part.ts";
import { percentileShares } from "../platform/percentile-shares.ts";
import { normalQuantile } from "../stats/normal-distribution.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { type ErrorCount, type ErrorFigure, errorFigures } from "./error-figures.ts";
import { alikeRows } from "./pooling/alike-endpoints.ts";
import { type Quantity, quantities } from "./quantity.ts";
import { type Watched, watchedFigures } from "./watched-figures.ts";
import { worthwhilePercentiles } from "./worthwhile-percentiles.ts";

/** One figure: of the whole level, or of one endpoint there. */
export interface Figure {
  readonly quantity: Quantity;
  /** "GET /api/v1/goals/"; null for the whole level. */
  readonly endpoint: string | null;
  /** Present where it is the mean of several endpoints that the model cannot tell apart: how many others. */
  readonly others?: number;
  readonly measured: number;
  /** Standard deviation of ln(measured) by counting, rounding, and what the solver itself errs. */
  readonly known: number;
  /** Standard deviation of ln(measured) from one run to the next, times the scale of the noise. */
  readonly repeat: number;
  /** Present where it is telemetry of a part of the platform; `quantity` then says how it is noisy. */
  readonly watched?: Watched;
  /** Present where it is a share of errors; likewise. */
  readonly errors?: ErrorCount;
}

/** All figures of one level and run, which a slow run moves together. */
export interface MeasuredRun {
  readonly users: number;
  readonly run: string;
  readonly observation: Observation;
  readonly figures: readonly Figure[];
  /** With what counts only beside levels nearby (see `pooledRuns`): present where that is more. */
  readonly all?: readonly Figure[];
}

/** Users of the heaviest run; 1 without any. */
export function largestLoad(runs: readonly Pick<MeasuredRun, "users">[]): number {
  return runs.reduce((most, { users }) => Math.max(most, users), 1);
}

/** What two runs of one level differ by besides counting; only the ratios matter (see `misfit`). */
const REPEATABILITY: Readonly<Record<Quantity, number>> = {
  throughput: 0.015,
  mean: 0.04,
  p50: 0.08,
  p90: 0.08,
  p95: 0.08,
  p99: 0.1,
};

/** What the platform solver errs by in the median, told the true parameters (`solvePlatform`). */
const SOLVER: Readonly<Record<Quantity, number>> = {
  throughput: 0.002,
  mean: 0.008,
  p50: 0.008,
  p90: 0.008,
  p95: 0.01,
  p99: 0.015,
};

/** Response times of a saturated platform follow one another: n of them tell as much as n/4. */
const CORRELATION = 4;

/** Coefficient of variation of the times whose sum is counted as throughput. */
const CYCLE_VARIATION = 1.4;

/** Deviation of ln R where percentiles do not tell it. */
const USUAL_SPREAD = 1;

/** The endpoints' figures say most of what the totals say: the totals count half beside them. */
const REPEATED = Math.SQRT2;

/** Requests assumed where none were counted. */
const USUAL_REQUESTS = 10_000;

/**
 * The figures of a campaign, level by level. A level's trust w divides the variance of its noise;
 * at 0 the level is left out.
 *
 * @param known names of the endpoints that the model knows; figures of others are left out
 * @param parts stations and pools whose telemetry counts; none unless named
 * @param withErrors whether error counts are figures too, for hypotheses with time-outs
 * @param alike endpoints that the model cannot tell apart (`alikeEndpoints`): their mean is one figure
 */
export function measuredRuns(
  campaign: Campaign,
  audit: Audit,
  known: ReadonlySet<string>,
  parts: ReadonlySet<string> = new Set(),
  withErrors = false,
  alike: ReadonlyMap<string, string> = new Map(),
): readonly MeasuredRun[] {
  const all = observations(campaign, audit);
  // A platform that says what fails there has it in its throughput, too.
  const observed = withErrors ? all : all.map(servedPart);
  const errors = withErrors ? errorFigures(observed) : new Map<Observation, ErrorFigure>();
  const light = observed.find(({ mean }) => mean !== undefined)?.mean;
  const listed = campaign.endpoints.filter(
    (row) => row.quality === "measured" && known.has(endpointName(row)),
  );
  const rowsOf = rowsByLevel(alikeRows(listed, alike));
  const percentiles = worthwhilePercentiles(observed, listed);
  return observed.flatMap((observation) => {
    const { users, run, requests } = observation;
    const busy = busyShare(observation.mean, light);
    const trust = audit.trust.find((one) => one.users === users && one.run === run)?.trust ?? 1;
    if (trust === 0) return [];
    const watched = watchedFigures(campaign, { users, run }, parts, trust);
    const counted = errors.get(observation);
    const figuresWith = (shown: boolean): readonly Figure[] => {
      // Of many loads some show what each endpoint takes: the totals of all show the rest.
      const rows = shown ? (rowsOf.get(keyOfLevel(observation)) ?? []) : [];
      const ofEndpoints = rows.flatMap((row) =>
        worthwhile(
          figuresOf(
            row.responseTime,
            endpointName(row),
            row.requests ?? (requests ?? USUAL_REQUESTS) / Math.max(known.size, 1),
            trust,
            busy,
          ),
          shown && percentiles.ofEndpoints,
        ).map((figure) => ("others" in row ? { ...figure, others: row.others } : figure)),
      );
      const totals = worthwhile(
        figuresOf(observation, null, requests ?? USUAL_REQUESTS, trust, busy),
        shown,
      );
      const measured = [...besideEndpoints(totals, ofEndpoints), ...ofEndpoints, ...watched];
      return measured.length === 0 || counted === undefined ? measured : [...measured, counted];
    };
    const shown = percentiles.levels.has(keyOfLevel(observation));
    const figures = figuresWith(shown);
    if (figures.length === 0) return [];
    const measuredRun = { users, run, observation, figures };
    return [shown ? measuredRun : { ...measuredRun, all: figuresWith(true) }];
  });
}

/** Totals count half beside endpoints' figures of the same quantity. */
function besideEndpoints(
  totals: readonly Figure[],
  ofEndpoints: readonly Figure[],
): readonly Figure[] {
  const told = new Set(ofEndpoints.map(({ quantity }) => quantity));
  return totals.map((figure) => {
    const repeated = told.has(figure.quantity) ? REPEATED : 1;
    return { ...figure, known: figure.known * repeated, repeat: figure.repeat * repeated };
  });
}

/** Without percentiles where they do not count, unless they are all there is. */
function worthwhile(figures: readonly Figure[], shown: boolean): readonly Figure[] {
  const told = figures.some(({ quantity }) => quantity === "mean");
  if (shown || !told) return figures;
  return figures.filter(({ quantity }) => quantity === "throughput" || quantity === "mean");
}

/**
 * The figures that a run of so many requests would give, with the noise of each, where a model
 * predicts them; as exact as they are printed.
 *
 * @param busy share of the mean response time that an idle platform does not have
 */
export function expectedFigures(
  predicted: ResponseTimes & { readonly throughput: PerSecond },
  requests: number,
  busy: Share,
): readonly Figure[] {
  return figuresOf(predicted, null, requests, 1, busy);
}

function figuresOf(
  times: ResponseTimes & { readonly throughput?: number },
  endpoint: string | null,
  requests: number,
  trust: Share,
  busy: Share,
): Figure[] {
  const spread = spreadOf(times);
  return quantities.flatMap((quantity) => {
    const measured = times[quantity];
    if (measured === undefined || !(measured > 0)) return [];
    const weight = 1 / Math.sqrt(trust);
    const coarse = quantity === "throughput" ? 0 : coarseness(measured);
    const known = Math.hypot(counting(quantity, requests, spread, busy), coarse, SOLVER[quantity]);
    const repeat = REPEATABILITY[quantity] * weight;
    return [{ quantity, endpoint, measured, known: known * weight, repeat }];
  });
}

/** Error of a rounded time, as a share; 0 where it shows more digits than the usual rounding has. */
function coarseness(time: Seconds): number {
  const half = roundingOf(time);
  const steps = time / (2 * half);
  const isRounded = Math.abs(steps - Math.round(steps)) < 1e-6 * Math.max(steps, 1);
  return isRounded ? half / time / Math.sqrt(3) : 0;
}

/** Error by counting n requests, of the logarithm of a figure. */
function counting(quantity: Quantity, requests: number, spread: number, busy: Share): number {
  const n = Math.max(requests, 1);
  if (quantity === "throughput") return CYCLE_VARIATION / Math.sqrt(n);
  const independent = Math.max(n / (1 + (CORRELATION - 1) * busy), 1);
  if (quantity === "mean") return Math.sqrt(Math.expm1(spread * spread) / independent);
  // Of a sample quantile, √(p(1 − p)/n)/density (Kendall & Stuart, The Advanced Theory of Statistics).
  const p = percentileShares[quantity];
  const density = Math.exp(-(normalQuantile(p) ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return (spread * Math.sqrt((p * (1 - p)) / independent)) / density;
}

/** Deviation of ln R, as the distance of two percentiles tells it for a lognormal law. */
function spreadOf(times: ResponseTimes): number {
  const low = times.p50;
  const [high, share] = times.p95 === undefined ? [times.p90, 0.9] : [times.p95, 0.95];
  if (low === undefined || high === undefined || !(low > 0) || !(high > low)) return USUAL_SPREAD;
  return Math.min(Math.max(Math.log(high / low) / normalQuantile(share), 0.1), 1.6);
}

/** Share of the response time that the lightest level does not have: 0 idle, towards 1 saturated. */
function busyShare(mean: Seconds | undefined, light: Seconds | undefined): Share {
  if (mean === undefined || light === undefined || !(mean > light)) return 0;
  return 1 - light / mean;
}
