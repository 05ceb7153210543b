/**
 * By how much each measured figure moves each limit: one step of a weighted refit, along the tangent.
 * At the best fit of an explanation, with covariance Σ of its unknowns and residuals r, a figure y
 * that is measured higher moves the unknowns by −Σ·Jᵀ·(r(y′) − r(y)) (Gauss and Newton's step), and a
 * limit by its gradient along that. Noise and weights of the explanations are held. First order: right
 * for small changes, rough where a fit has several optima.
 */

import type { MeasuredRun } from "../../calibration/figures.ts";
import {
  dataResiduals,
  figuresOver,
  hypothesisMisfit,
} from "../../calibration/hypothesis-misfit.ts";
import { endpointInWords } from "../../calibration/pooling/endpoint-in-words.ts";
import { platformAtPosition } from "../../calibration/solved/platform-at-position.ts";
import { steadyDifferences, stepsOf } from "../../calibration/steady-differences.ts";
import { numberAt } from "../../entry-at.ts";
import { noModelError } from "../../limits/model-error.ts";
import { type PlatformLimits, platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { FittedHypothesis } from "../fit/fit-hypotheses.ts";
import type { RowInfluence } from "./limit-explanation.ts";

/** What a limit would be: each is a number of a platform. */
export const movedLimits = [
  "saturation",
  "ceiling",
  "breakingPoint",
  "objectivesEnd",
  "refusesFrom",
  "greenEnd",
  "yellowEnd",
  "orangeEnd",
] as const;

export type MovedLimit = (typeof movedLimits)[number];

export type Influences = Readonly<Record<MovedLimit, readonly RowInfluence[]>>;

/** A figure is raised by this share to see what follows: small against any noise. */
const NUDGE = 0.005;

/** An explanation with less weight moves nothing. */
const COUNTS = 0.05;

/** Of a posterior deviation: wide enough that whole users show. */
const STEP = 0.5;

type Row = Omit<RowInfluence, "change"> & {
  /** For each e-fold that the figure is higher, in the order of `movedLimits`. */
  readonly slopes: readonly number[];
};

/** Every limit's rows, the strongest first. */
export function rowInfluences({ hypotheses, search }: FittedCampaign, policy: Policy): Influences {
  const all = hypotheses.members;
  const counted = all.filter(({ weight }) => weight.weight >= COUNTS);
  const members = counted.length > 0 ? counted : all;
  const sum = members.reduce((total, { weight }) => total + weight.weight, 0);
  const rows = new Map<string, Row>();
  for (const member of members) {
    const share = sum > 0 ? member.weight.weight / sum : 1 / members.length;
    for (const row of rowsOf(member, policy, search.maxUsers)) {
      const key = JSON.stringify([row.users, row.run, row.quantity, row.endpoint]);
      const before = rows.get(key);
      const slopes = row.slopes.map((slope, i) => (before?.slopes[i] ?? 0) + share * slope);
      rows.set(key, { ...row, slopes, more: (before?.more ?? 0) + share * row.more });
    }
  }
  const of = (name: MovedLimit) =>
    [...rows.values()]
      .map(({ slopes, ...row }) => {
        return {
          ...row,
          change: numberAt(slopes, movedLimits.indexOf(name)) * Math.log1p(row.more),
        };
      })
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  return {
    saturation: of("saturation"),
    ceiling: of("ceiling"),
    breakingPoint: of("breakingPoint"),
    objectivesEnd: of("objectivesEnd"),
    refusesFrom: of("refusesFrom"),
    greenEnd: of("greenEnd"),
    yellowEnd: of("yellowEnd"),
    orangeEnd: of("orangeEnd"),
  };
}

function rowsOf({ posterior }: FittedHypothesis, policy: Policy, maxUsers: number): readonly Row[] {
  const { hypothesis, unknowns, runs, fit } = posterior;
  const { position, covariance, noiseScale } = fit;
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  const columns = steadyDifferences(misfit, position, stepsOf(position.length, covariance));
  const figures = figuresOver(hypothesis, unknowns, runs)(position);
  const before = dataResiduals(figures, runs, noiseScale);
  const limitsAt = (at: readonly number[]) =>
    movedBy(limitsOf(posterior, at, policy, maxUsers), policy);
  const gradients = gradientsOf(limitsAt, position, covariance, unknowns.length + SHAPE_TERMS);
  return runs.flatMap((run, i) =>
    run.figures.flatMap((figure, k): readonly Row[] => {
      if (figure.watched !== undefined || figure.errors !== undefined) return [];
      const after = dataResiduals(figures, nudged(runs, i, k), noiseScale);
      const shifts = after.map((value, row) => (value - numberAt(before, row)) / Math.log1p(NUDGE));
      const pull = columns.map((column) => dot(shifts, column));
      const step = covariance.map((line) => -dot(line, pull));
      const { users, run: name } = run;
      const { quantity, measured, known, repeat } = figure;
      const endpoint = endpointInWords(figure);
      const more = Math.hypot(known, repeat * noiseScale);
      const slopes = gradients.map((gradient) => finiteOr0(dot(gradient, step)));
      return [{ users, run: name, quantity, endpoint, measured, more, slopes }];
    }),
  );
}

function nudged(runs: readonly MeasuredRun[], i: number, k: number): readonly MeasuredRun[] {
  return runs.map((run, at) =>
    at !== i
      ? run
      : {
          ...run,
          figures: run.figures.map((figure, place) =>
            place === k ? { ...figure, measured: (1 + NUDGE) * figure.measured } : figure,
          ),
        },
  );
}

function limitsOf(
  { hypothesis, unknowns }: FittedHypothesis["posterior"],
  position: readonly number[],
  policy: Policy,
  maxUsers: number,
): PlatformLimits | null {
  try {
    const platform = platformAtPosition(hypothesis, unknowns, position);
    const shape = position.slice(unknowns.length, unknowns.length + SHAPE_TERMS);
    return platformLimits(
      plausiblePlatform(platform, () => ({ ...noModelError, shape })),
      policy,
      maxUsers,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null; // no platform can have these numbers
  }
}

/** In the order of `movedLimits`; NaN where one is not reached. */
function movedBy(limits: PlatformLimits | null, policy: Policy): readonly number[] {
  if (limits === null) return movedLimits.map(() => Number.NaN);
  const { knee, peakThroughput, breakingPoint, objectivesEnd, zoneEnds, reaches } = limits;
  return [
    ...[knee, peakThroughput, breakingPoint, objectivesEnd],
    reaches(peakThroughput / policy.rateLimit.safetyFactor),
    ...[zoneEnds[0], zoneEnds[1], zoneEnds[2]],
  ].map((value) => value ?? Number.NaN);
}

/** Central differences of every limit, one row a limit; what does not matter or is not reached is 0. */
function gradientsOf(
  limitsAt: (position: readonly number[]) => readonly number[],
  position: readonly number[],
  covariance: readonly (readonly number[])[],
  count: number,
): readonly (readonly number[])[] {
  const columns = position.map((_, j) => {
    const variance = covariance[j]?.[j] ?? 0;
    if (j >= count || !(variance > 0)) return movedLimits.map(() => 0);
    const step = STEP * Math.sqrt(variance);
    const moved = (by: number) => limitsAt(position.map((x, k) => (k === j ? x + by : x)));
    const [above, below] = [moved(step), moved(-step)];
    return above.map((value, i) => finiteOr0((value - numberAt(below, i)) / (2 * step)));
  });
  return movedLimits.map((_, i) => columns.map((column) => numberAt(column, i)));
}

const finiteOr0 = (value: number) => (Number.isFinite(value) ? value : 0);

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
