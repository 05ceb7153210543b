/** What a plausible platform would show in one run of a load test. */
import { expectedFigures } from "../../calibration/figures.ts";
import { runCovariance, runNoise } from "../../calibration/run-noise.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import { type GaussianLaw, gaussianLaw } from "../../stats/gaussian-law.ts";
import type { Seconds } from "../../units.ts";

/** The figures of a run that are compared; in this order everywhere. */
export const outcomeFigures = ["throughput", "mean", "p95"] as const;

export type OutcomeFigure = (typeof outcomeFigures)[number];

/**
 * The logarithms of X, mean R and P95 with the noise of a run: counting, and how much this
 * campaign's runs differ; a slow run is slow in all its times.
 *
 * @param light mean response time of the platform when idle
 * @param duration of the measured window
 */
export function predictedOutcome(
  point: PlatformPoint,
  light: Seconds,
  duration: Seconds,
  noiseScale: number,
): GaussianLaw {
  const { throughput, mean } = point;
  const [p50, p95] = [point.percentile("p50"), point.percentile("p95")];
  const busy = mean > light ? 1 - light / mean : 0;
  const figures = expectedFigures(
    { throughput, mean, p50, p95 },
    throughput * duration,
    busy,
  ).filter(({ quantity }) => outcomeFigures.some((name) => name === quantity));
  return gaussianLaw(
    figures.map(({ measured }) => Math.log(measured)),
    runCovariance(runNoise(figures, noiseScale)),
  );
}

/** Variances of the figures of an outcome. */
export function outcomeVariances({ root }: GaussianLaw): number[] {
  return root.map((row) => row.reduce((sum, x) => sum + x * x, 0));
}
