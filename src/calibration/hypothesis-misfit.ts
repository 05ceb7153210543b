/**
 * How far a hypothesis with given unknowns is from the measurements, as residuals whose halved
 * sum of squares is minus the logarithm of the posterior density, up to a constant.
 */
import type { Hypothesis } from "../platform/platform.ts";
import {
  ENDPOINT_TERMS,
  endpointShapeShift,
  kneeShift,
  SHAPE_TERMS,
  type ShapedPercentile,
  shapeShift,
} from "../platform/shape-discrepancy.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { Share } from "../units.ts";
import type { Figure, MeasuredRun } from "./figures.ts";
import type { Quantity } from "./quantity.ts";
import { runNoise, whitened } from "./run-noise.ts";
import { shareInside } from "./share-inside.ts";
import { solvedCampaign } from "./solved/solved-campaign.ts";
import { toldLimiterResidual } from "./told-limiter.ts";
import { loadBeyond, unseenFall } from "./unseen-fall.ts";

/** Freedom of the Student law of the residuals: a freak figure pulls with bounded force. */
export const FREEDOM = 6;

/** Positions further out than this are not looked at: no prior has belief there. */
export const FARTHEST = 6;

/**
 * Coordinates of a position: the unknowns, then the terms of the shape that no law of work has
 * (see `shapeShift`), those of the whole before those of each endpoint where any has percentiles at
 * two loads or more, whose misfits could be one; all in prior deviations.
 */
export function coordinateCount(
  { platform }: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
): number {
  const shaped = runs.filter(({ figures }) =>
    figures.some(({ quantity, endpoint }) => endpoint !== null && isShaped(quantity)),
  );
  const own =
    new Set(shaped.map(({ users }) => users)).size > 1
      ? ENDPOINT_TERMS * platform.endpoints.length
      : 0;
  return unknowns.length + SHAPE_TERMS + own;
}

export function isShaped(quantity: Quantity): quantity is ShapedPercentile {
  return quantity !== "throughput" && quantity !== "mean";
}

/**
 * Residuals of the data (Student law), of a fall that nobody saw, of a limiter that was told of, then of the priors (standard normal law); infinite where
 * the priors reach values that no platform can have, such as half a core.
 */
export function hypothesisMisfit(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): (position: readonly number[]) => number[] {
  const predicted = predictedOver(hypothesis, unknowns, runs, loadBeyond(runs));
  return (position) => {
    const { figures, fall, overtaken } = predicted(position);
    const told = hypothesis.toldLimiter === undefined ? [] : [toldLimiterResidual(overtaken)];
    return [...dataResiduals(figures, runs, noiseScale), unseenFall(fall), ...told, ...position];
  };
}

/** What the platform at a position would show; infinite figures where there can be none. */
export function figuresOver(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
): (position: readonly number[]) => readonly number[] {
  const predicted = predictedOver(hypothesis, unknowns, runs, null);
  return (position) => predicted(position).figures;
}

interface Predicted {
  readonly figures: readonly number[];
  readonly fall: number;
  readonly overtaken: number;
}

function predictedOver(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  beyond: number | null,
): (position: readonly number[]) => Predicted {
  const places = new Map(hypothesis.platform.endpoints.map(({ name }, i) => [name, i]));
  return (position) => {
    const values = position.slice(0, unknowns.length);
    const solved = solvedCampaign(hypothesis, unknowns, runs, values, beyond);
    const terms = position.slice(unknowns.length);
    const figures = solved.runs.flatMap((one, i) => {
      const run = runs[i];
      if (run === undefined) return one.figures;
      return one.figures.map((value, k) => {
        const figure = run.figures[k];
        if (figure === undefined) return value;
        const knee = kneeShift(one.busy, terms) * kneeEffect(figure, run);
        return value * shapeFactor(figure, one.busy, terms, places) * Math.exp(knee);
      });
    });
    return { figures, fall: solved.fall, overtaken: solved.overtaken };
  };
}

/** What a longer time at the knee does to ln of a figure: in a closed system fewer come back. */
export function kneeEffect({ quantity, watched, errors }: Figure, run: MeasuredRun): number {
  if (watched !== undefined || errors !== undefined) return 0;
  return quantity === "throughput" ? -shareInside(run) : 1;
}

function shapeFactor(
  { quantity, endpoint, watched, errors }: Figure,
  busy: Share,
  terms: readonly number[],
  places: ReadonlyMap<string, number>,
): number {
  if (watched !== undefined || errors !== undefined || !isShaped(quantity)) return 1;
  const whole = shapeShift(quantity, busy, terms);
  if (endpoint === null) return Math.exp(whole);
  const from = SHAPE_TERMS + ENDPOINT_TERMS * (places.get(endpoint) ?? 0);
  const own = terms.slice(from, from + ENDPOINT_TERMS);
  return Math.exp(whole + endpointShapeShift(quantity, busy, own));
}

/** Residuals of predictions, in standard deviations, free of correlation, freaks bounded. */
export function dataResiduals(
  predicted: readonly number[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): number[] {
  let next = 0;
  return runs.flatMap(({ figures }) => {
    const own = predicted.slice(next, next + figures.length);
    next += figures.length;
    const gaps = figures.map(({ measured }, i) => Math.log((own[i] as number) / measured));
    if (!gaps.every(Number.isFinite)) return gaps.map(() => Number.POSITIVE_INFINITY);
    return whitened(gaps, runNoise(figures, noiseScale)).map(bounded);
  });
}

/** The residual whose square is minus twice the log-density of the Student law. */
export function bounded(residual: number): number {
  const square = (FREEDOM + 1) * Math.log1p((residual * residual) / FREEDOM);
  return Math.sign(residual) * Math.sqrt(square);
}

/** Derivative of the bounded residual. */
export function boundedSlope(residual: number): number {
  const size = Math.abs(residual);
  if (size < 1e-6) return Math.sqrt((FREEDOM + 1) / FREEDOM);
  return ((FREEDOM + 1) * size) / (FREEDOM + size * size) / Math.abs(bounded(residual));
}
