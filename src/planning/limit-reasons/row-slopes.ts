/**
 * By how much each measured figure moves what is read off a platform: one step of a weighted refit,
 * along the tangent. At the best fit of an explanation, with covariance Σ of its unknowns and
 * residuals r, a figure y that is measured higher moves the unknowns by −Σ·Jᵀ·(r(y′) − r(y)) (Gauss
 * and Newton's step), and a value by its gradient along that. Noise and weights of the explanations are
 * held. First order: right for small changes, rough where a fit has several optima.
 */

import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
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
import { type PlausiblePlatform, plausiblePlatform } from "../../limits/plausible-platform.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { covarianceOfFactor } from "../../stats/covariance-of-factor.ts";
import { gaussianLaw } from "../../stats/gaussian-law.ts";
import { triangularFactor } from "../../stats/triangular-factor.ts";
import type { Share } from "../../units.ts";
import type { FittedHypotheses, FittedHypothesis } from "../fit/fit-hypotheses.ts";
import type { RowInfluence } from "./limit-explanation.ts";

/** What is read off a platform: so many numbers, NaN for one that it does not have. */
export interface Reading {
  readonly numbers: number;
  readonly of: (platform: PlausiblePlatform) => readonly number[];
}

export type SlopedRow = Omit<RowInfluence, "change"> & {
  /** Of each number that is read, for each e-fold that the figure is higher. */
  readonly slopes: readonly number[];
};

/** A figure is raised by this share to see what follows: small against any noise. */
const NUDGE = 0.005;

/** An explanation with less weight moves nothing. */
const COUNTS = 0.05;

/** Of a posterior deviation: wide enough that whole users show. */
const STEP = 0.5;

/** Explanations that move something, and their shares of the chance of all of these. */
export function countedMembers({ members: all }: Pick<FittedHypotheses, "members">): readonly {
  readonly member: FittedHypothesis;
  readonly share: Share;
}[] {
  const counted = all.filter(({ weight }) => weight.weight >= COUNTS);
  const members = counted.length > 0 ? counted : all;
  const sum = members.reduce((total, { weight }) => total + weight.weight, 0);
  return members.map((member) => ({
    member,
    share: sum > 0 ? member.weight.weight / sum : 1 / members.length,
  }));
}

/** Every row over the explanations, by their chances. */
export function mixedSlopes(
  hypotheses: Pick<FittedHypotheses, "members">,
  reading: Reading,
): readonly SlopedRow[] {
  const rows = new Map<string, SlopedRow>();
  for (const { member, share } of countedMembers(hypotheses)) {
    for (const row of slopesOf(member, reading)) {
      const key = keyOfRow(row);
      const before = rows.get(key);
      const slopes = row.slopes.map((slope, i) => (before?.slopes[i] ?? 0) + share * slope);
      rows.set(key, { ...row, slopes, more: (before?.more ?? 0) + share * row.more });
    }
  }
  return [...rows.values()];
}

/** One figure of one level and run. */
export function keyOfRow({ users, run, quantity, endpoint }: Omit<SlopedRow, "slopes">): string {
  return JSON.stringify([users, run, quantity, endpoint]);
}

/** What each row does to one of the numbers, the strongest first. */
export function strongest(rows: readonly SlopedRow[], place: number): readonly RowInfluence[] {
  return rows
    .map(({ slopes, ...row }) => ({
      ...row,
      change: numberAt(slopes, place) * Math.log1p(row.more),
    }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** The rows of one explanation. */
export function slopesOf({ posterior }: FittedHypothesis, reading: Reading): readonly SlopedRow[] {
  const { hypothesis, unknowns, runs, fit } = posterior;
  const { position, covariance, noiseScale } = fit;
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, noiseScale);
  const columns = steadyDifferences(misfit, position, stepsOf(position.length, covariance));
  const figures = figuresOver(hypothesis, unknowns, runs)(position);
  const before = dataResiduals(figures, runs, noiseScale);
  const { directions, gradients } = alongPosterior(
    posterior,
    covarianceOfFactor(triangularFactor(columns, [])) ?? covariance,
    reading,
  );
  return runs.flatMap((run, i) =>
    run.figures.flatMap((figure, k): readonly SlopedRow[] => {
      if (figure.watched !== undefined || figure.errors !== undefined) return [];
      const after = dataResiduals(figures, nudged(runs, i, k), noiseScale);
      const shifts = after.map((value, row) => (value - numberAt(before, row)) / Math.log1p(NUDGE));
      const pull = columns.map((column) => dot(shifts, column));
      const step = directions.map((direction) => -dot(direction, pull));
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

/**
 * Central differences of every number along the posterior's own directions, the columns of a root of
 * its covariance. Unknowns that only together say anything move together: one of them alone, by as much as
 * both may, is a platform that the measurements rule out, and what it does to a percentile is of no use.
 */
function alongPosterior(
  posterior: HypothesisPosterior,
  covariance: readonly (readonly number[])[],
  reading: Reading,
) {
  const { position } = posterior.fit;
  const { root } = gaussianLaw(position, covariance);
  const directions = position.map((_, j) => position.map((_x, i) => root[i]?.[j] ?? 0));
  const columns = directions.map((direction): readonly number[] => {
    const moved = (by: number) =>
      readAt(
        posterior,
        position.map((x, i) => x + by * (direction[i] ?? 0)),
        reading,
      );
    const [above, below] = [moved(STEP), moved(-STEP)];
    return above.map((value, i) => (value - numberAt(below, i)) / (2 * STEP));
  });
  const gradients = Array.from({ length: reading.numbers }, (_, i) =>
    columns.map((column) => finiteOr0(numberAt(column, i))),
  );
  return { directions, gradients };
}

function readAt(
  { hypothesis, unknowns }: HypothesisPosterior,
  position: readonly number[],
  reading: Reading,
): readonly number[] {
  try {
    const platform = platformAtPosition(hypothesis, unknowns, position);
    const shape = position.slice(unknowns.length, unknowns.length + SHAPE_TERMS);
    return reading.of(plausiblePlatform(platform, () => ({ ...noModelError, shape })));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // No platform can have these unknowns.
    return Array.from({ length: reading.numbers }, () => Number.NaN);
  }
}

const finiteOr0 = (value: number) => (Number.isFinite(value) ? value : 0);

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
