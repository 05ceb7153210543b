/**
 * How far a model is from the measurements, as residuals in standard deviations: logarithms of
 * predicted over measured, then one for each prior.
 */

import type { Observation } from "../measurement/observations.ts";
import { poolSolver } from "../platform/solve/solve-pool-model.ts";
import { normalQuantile } from "../stats/normal-distribution.ts";
import { type Quantity, quantities } from "./quantity.ts";
import { modelOf, type Unknown } from "./unknowns.ts";
import { windowAverage } from "./window-average.ts";

/**
 * What two runs of one level differ by besides counting: standard deviations of the logarithm.
 * Throughput repeats to 1–2 %, mean response times to some 5 %, percentiles to some 10 %
 * (repeated Locust runs of a FastAPI and PostgreSQL platform 45 minutes apart differed by 1.3 %,
 * 9 %, and 3–9 %). Only their ratios matter: the overall size is estimated from the fit.
 */
const repeatability: Readonly<Record<Quantity, number>> = {
  throughput: 0.015,
  mean: 0.04,
  p50: 0.08,
  p90: 0.08,
  p95: 0.08,
  p99: 0.1,
};

/** Freedom of the Student law of the residuals: a freak level pulls with bounded force. */
const FREEDOM = 6;

/**
 * Response times of a saturated system are correlated from one request to the next, so that n
 * of them tell as much as about n/4 independent ones.
 */
const CORRELATION = 4;

export interface Target {
  readonly observation: Observation;
  readonly quantity: Quantity;
  readonly measured: number;
  /** Standard deviation of ln(measured). */
  readonly deviation: number;
}

/** Fewer measured figures than this cannot hold down capacity, think time and spread. */
export const LEAST_TARGETS = 5;

/** Every measured figure that a model is held against, in a fixed order. */
export function targets(observations: readonly Observation[]): readonly Target[] {
  return observations.flatMap((observation) =>
    quantities.flatMap((quantity) => {
      const measured = observation[quantity];
      if (measured === undefined || !(measured > 0)) return [];
      return [{ observation, quantity, measured, deviation: deviationOf(observation, quantity) }];
    }),
  );
}

/** Repeatability and counting error, divided by the root of the level's trust. */
function deviationOf(observation: Observation, quantity: Quantity): number {
  return noiseOf(observation, quantity) / Math.sqrt(observation.trust);
}

/** Of a count 1/√n, of a percentile √(p(1 − p)/n)/φ(z_p). */
function noiseOf(observation: Observation, quantity: Quantity): number {
  const base = repeatability[quantity];
  const n = (observation.requests ?? 10_000) / CORRELATION;
  if (quantity === "throughput" || quantity === "mean") return Math.hypot(base, 1 / Math.sqrt(n));
  const p = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }[quantity];
  const density = Math.exp(-(normalQuantile(p) ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return Math.hypot(base, Math.sqrt((p * (1 - p)) / n) / density);
}

/** Predicted values of the targets for the model at a point. */
export function predictTargets(
  all: readonly Unknown[],
  wanted: readonly Target[],
  point: readonly number[],
  poolSize: number,
): number[] {
  const model = modelOf(all, point, poolSize);
  const most = wanted.reduce((max, { observation }) => Math.max(max, observation.users), 1);
  const solve = poolSolver(model, most);
  const cycle = model.thinkTime + model.apiTime + model.serviceTime;
  const averages = new Map<Observation, ReturnType<typeof windowAverage>>();
  return wanted.map(({ observation, quantity }) => {
    let average = averages.get(observation);
    if (average === undefined) {
      average = windowAverage(solve(observation.users), cycle, rampShare(observation));
      averages.set(observation, average);
    }
    return average(quantity);
  });
}

/** Share of the window during which users were still being started: twice the missing users. */
function rampShare({ users, averageUsers }: Observation): number {
  return Math.min(2 * (1 - averageUsers / users), 1);
}

/** Residuals of the data (Student law) followed by those of the priors (normal). */
export function misfit(
  all: readonly Unknown[],
  wanted: readonly Target[],
  point: readonly number[],
  poolSize: number,
  noiseScale: number,
): number[] {
  const predicted = predictTargets(all, wanted, point, poolSize);
  const scaled = wanted.map(
    ({ measured, deviation }, i) =>
      Math.log((predicted[i] as number) / measured) / (deviation * noiseScale),
  );
  const data = uncorrelated(wanted, scaled).map(bounded);
  const priors = all.map(({ center, deviation }, i) => ((point[i] as number) - center) / deviation);
  return [...data, ...priors];
}

/**
 * Correlation of the response times of one run: a run that was slow was slow in its mean and all
 * its percentiles. Without it three percentiles would count as three independent witnesses.
 */
export const WITHIN_RUN = 0.5;

/**
 * Residuals with the correlation inside each run taken out: C^(−1/2)·r for the equicorrelation
 * matrix C = (1 − ρ)·I + ρ·J, whose inverse root is a·I + b·J.
 */
function uncorrelated(wanted: readonly Target[], residuals: readonly number[]): number[] {
  const runs = new Map<Observation, { sum: number; count: number }>();
  for (const [i, { observation, quantity }] of wanted.entries()) {
    if (quantity === "throughput") continue;
    const run = runs.get(observation) ?? { sum: 0, count: 0 };
    run.sum += residuals[i] as number;
    run.count++;
    runs.set(observation, run);
  }
  return wanted.map(({ observation, quantity }, i) => {
    const run = runs.get(observation);
    if (quantity === "throughput" || run === undefined) return residuals[i] as number;
    const a = 1 / Math.sqrt(1 - WITHIN_RUN);
    const b = (1 / Math.sqrt(1 - WITHIN_RUN + run.count * WITHIN_RUN) - a) / run.count;
    return a * (residuals[i] as number) + b * run.sum;
  });
}

/** The residual whose square is minus twice the log-density of the Student law. */
function bounded(residual: number): number {
  const square = (FREEDOM + 1) * Math.log1p((residual * residual) / FREEDOM);
  return Math.sign(residual) * Math.sqrt(square);
}
