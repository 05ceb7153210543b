/**
 * What percentiles are off by at every load alike, and all times where queues begin: real work has no
 * law with a name, and a model that takes one misses P95 by the same share at each level. Six misses
 * would count as six witnesses and move the demands; they are one witness, and are taken for one here.
 *
 * The logarithm of a percentile is moved by unknown terms, each of the standard normal law a
 * priori: one set for a platform without queues, one for a saturated one, mixed by how busy it is
 * (√(1 − u) and √u, so that the deviation is the same at every load and correlation falls with
 * distance). One more moves mean and percentiles alike at the knee, where alone the laws of work and
 * of arrivals decide how long is waited: an idle platform has no queue, and past the knee R is N/X − Z
 * whatever the laws. Approximate: the terms say nothing of the laws.
 *
 * Source: Kennedy & O'Hagan, "Bayesian calibration of computer models", J. R. Statist. Soc. B 63
 * (2001) 425–464, §4, for a discrepancy beside the parameters.
 */
import type { Share } from "../units.ts";

export type ShapedPercentile = "p50" | "p90" | "p95" | "p99";

/** Of the middle, of the upper percentiles together, and of P99 alone: standard deviations of ln. */
const MIDDLE = 0.06;
const UPPER = 0.12;
const LAST = 0.08;

/** How much of each a percentile carries. */
const SHARES: Readonly<Record<ShapedPercentile, readonly [number, number, number]>> = {
  p50: [MIDDLE, 0, 0],
  p90: [0, 0.8 * UPPER, 0],
  p95: [0, UPPER, 0],
  p99: [0, UPPER, LAST],
};

/**
 * The same of an endpoint's own law: between lognormal work of CV 0.5 and 1.7 the median is 0.90 to 0.51 of
 * the mean, and P95 1.9 to 3.4 times it. In line it meets what all meet, but for what the solver errs by.
 */
const OWN_IDLE = { middle: 0.2, upper: 0.22 };
const OWN_FULL = { middle: 0.08, upper: 0.12 };

/** Standard deviation of ln of all times at the knee. */
const KNEE = 0.08;

/** How many unknown terms percentiles have, half of them idle; with the knee; and each endpoint's own. */
export const PERCENTILE_TERMS = 6;
export const SHAPE_TERMS = PERCENTILE_TERMS + 1;
export const ENDPOINT_TERMS = 4;

/**
 * What is added to ln of a percentile.
 *
 * @param busy u, share of the response time that the idle platform does not have, in [0, 1]
 * @param terms in prior deviations; none where the law is taken at its word
 */
export function shapeShift(
  percentile: ShapedPercentile,
  busy: Share,
  terms: readonly number[],
): number {
  const [idle, full] = [Math.sqrt(1 - busy), Math.sqrt(busy)];
  return SHARES[percentile].reduce(
    (sum, share, i) => sum + share * (idle * (terms[i] ?? 0) + full * (terms[i + 3] ?? 0)),
    0,
  );
}

/**
 * What is added to ln of the mean and of each percentile where queues begin.
 *
 * @param busy u, as in `shapeShift`
 */
export function kneeShift(busy: Share, terms: readonly number[]): number {
  return KNEE * kneeShare(busy) * (terms[PERCENTILE_TERMS] ?? 0);
}

/** 1 where a third of the response time is waited, 0 on an idle platform and on a full one. */
export function kneeShare(busy: Share): Share {
  return (27 / 4) * busy * (1 - busy) ** 2;
}

/**
 * What is added beside that where the percentile is an endpoint's: its work has a law of its own, of
 * which less is seen the longer it waits for others.
 *
 * @param busy u, as in `shapeShift`
 * @param terms of the endpoint, in prior deviations; none where its law is taken at its word
 */
export function endpointShapeShift(
  percentile: ShapedPercentile,
  busy: Share,
  terms: readonly number[],
): number {
  const of = percentile === "p50" ? "middle" : "upper";
  const [idle, full] = of === "middle" ? [terms[0], terms[2]] : [terms[1], terms[3]];
  return (
    Math.sqrt(1 - busy) * OWN_IDLE[of] * (idle ?? 0) + Math.sqrt(busy) * OWN_FULL[of] * (full ?? 0)
  );
}
