import { numberAt } from "../../entry-at.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { GaussianLaw } from "../../stats/gaussian-law.ts";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import type { ExpectedOutcome } from "../next/next-result.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";
import { type OutcomeFigure, outcomeFigures, outcomeVariances } from "./predicted-outcome.ts";

/**
 * What one hypothesis expects nine runs of ten to show: the interval of its draws, moved out by
 * the noise of a run.
 *
 * @param points of its draws at the load, and `outcomes` the same with noise
 * @param unchanged whether it has nothing that the change acts on
 */
export function expectedOutcome(
  { hypothesis, weight }: PlausibleGroup,
  points: readonly PlatformPoint[],
  outcomes: readonly GaussianLaw[],
  unchanged: boolean,
): ExpectedOutcome {
  const seen = (figure: OutcomeFigure): Interval => {
    const at = outcomeFigures.indexOf(figure);
    const noise = outcomes.map((outcome) => numberAt(outcomeVariances(outcome), at));
    const deviation = Math.sqrt(noise.reduce((a, b) => a + b, 0) / noise.length);
    const read = points.map((point) =>
      figure === "p95" ? point.percentile("p95") : point[figure],
    );
    return withNoise(intervalOf(read), deviation);
  };
  return {
    ...hypothesis,
    weight,
    throughput: seen("throughput"),
    mean: seen("mean"),
    p95: seen("p95"),
    unchanged,
  };
}

/** Both ends moved out by the noise, as independent deviations add. */
function withNoise({ value, low, high }: Interval, deviation: number): Interval {
  const noise = normalQuantile(0.95) * deviation;
  const down = Math.hypot(Math.log(value / low), noise);
  const up = Math.hypot(Math.log(high / value), noise);
  return { value, low: value * Math.exp(-down), high: value * Math.exp(up) };
}
