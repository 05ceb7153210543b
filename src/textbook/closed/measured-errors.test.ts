/** What the calculator prints of its approximations, measured once more on other networks. */
import { describe, expect, it } from "vitest";
import { approximationErrors, measuredMethods } from "../testing/approximation-errors.ts";
import { measuredErrors } from "./measured-errors.ts";

const NETWORKS = 300;

/** Of 95 that should lie inside so many may be missing by chance: four standard errors. */
const LEAST_INSIDE = 0.95 - 4 * Math.sqrt((0.95 * 0.05) / NETWORKS);

describe.each(Object.keys(measuredErrors) as (keyof typeof measuredErrors)[])("%s", (name) => {
  const errors = approximationErrors(measuredMethods[name], NETWORKS, 2);

  it.each([
    ["responseTime", errors.flatMap(({ responseTimes }) => responseTimes)],
    ["throughput", errors.flatMap(({ throughputs }) => throughputs)],
  ] as const)("errs in %s as far as it says", (quantity, found) => {
    const { mean, low, high } = measuredErrors[name][quantity];
    const inside = found.filter((error) => error >= low && error <= high).length;
    expect(inside / found.length).toBeGreaterThan(LEAST_INSIDE);
    const average = found.reduce((sum, error) => sum + Math.abs(error), 0) / found.length;
    expect(average).toBeGreaterThan(0.6 * mean - 0.001); // rounded to a thousandth
    expect(average).toBeLessThan(1.4 * mean);
  });
});
