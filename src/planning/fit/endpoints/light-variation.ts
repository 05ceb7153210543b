/** How much more the times of one endpoint vary than those of others, where hardly anybody waits. */
import type { EndpointLevel, ResponseTimes } from "../../../measurement/campaign.ts";
import { endpointName } from "../../../measurement/endpoint-name.ts";
import { rowsBy } from "../../../measurement/level-key.ts";
import { normalQuantile } from "../../../stats/normal-distribution.ts";
import { lightRows } from "./light-rows.ts";

/** Nothing is told of fewer requests: a P95 of 40 is the second largest of them. */
const LEAST_REQUESTS = 40;

/** Percentiles of few requests, or in steps of 100 ms, may say anything. */
const MOST_APART = 4;

/**
 * Coefficient of variation of each endpoint's time at light load, over that of all of them on average; of those
 * whose percentiles were measured. What varies is not told apart: queries, what they touch, a chance wait.
 */
export function lightVariation(rows: readonly EndpointLevel[]): ReadonlyMap<string, number> {
  const light = lightRows(rows.filter(({ responseTime }) => (responseTime.mean ?? 0) > 0));
  const found = [...rowsBy(light, endpointName)].flatMap(([name, own]) => {
    const told = own.flatMap(({ responseTime, requests = 0 }) => {
      const deviation = logDeviation(responseTime);
      return deviation === null ? [] : [{ deviation, requests }];
    });
    const requests = told.reduce((sum, one) => sum + one.requests, 0);
    if (!(requests >= LEAST_REQUESTS)) return [];
    const square = told.reduce((sum, one) => sum + one.requests * one.deviation ** 2, 0) / requests;
    return [{ name, requests, variation: Math.sqrt(Math.expm1(square)) }];
  });
  const requests = found.reduce((sum, one) => sum + one.requests, 0);
  const all = found.reduce((sum, one) => sum + one.requests * one.variation, 0) / requests;
  if (found.length < 2 || !(all > 0)) return new Map();
  const bounded = (times: number) => Math.min(MOST_APART, Math.max(1 / MOST_APART, times));
  return new Map(found.map(({ name, variation }) => [name, bounded(variation / all)]));
}

/** Of the logarithm of a time whose law is lognormal: by P95 over P50, else by mean over P50. */
function logDeviation({ mean, p50, p95 }: ResponseTimes): number | null {
  if (p50 === undefined || !(p50 > 0)) return null;
  if (p95 !== undefined) return Math.log(Math.max(p95 / p50, 1)) / normalQuantile(0.95);
  return mean === undefined ? null : Math.sqrt(2 * Math.log(Math.max(mean / p50, 1)));
}
