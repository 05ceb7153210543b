/**
 * A polynomial through measured points by least squares: the trend line of a spreadsheet.
 *
 * Shown beside a model as a warning. It fits well between the points and goes anywhere
 * beyond them, negative response times included.
 */
import { PolynomialRegression } from "ml-regression";
import { requireCount, requirePositive } from "../require.ts";

export interface TrendPoint {
  readonly users: number;
  readonly value: number;
}

export interface PolynomialTrend {
  readonly degree: number;
  readonly predictions: readonly (TrendPoint & {
    /** Outside the loads that were measured. */
    readonly extrapolated: boolean;
  })[];
}

/**
 * Fits the polynomial and reads it off at the loads `at`. Users are divided by the largest
 * load before the fit, which keeps the normal equations solvable.
 *
 * @throws RangeError unless there are more different loads than the degree
 */
export function polynomialTrend(
  points: readonly TrendPoint[],
  degree: number,
  at: readonly number[],
): PolynomialTrend {
  requireCount("degree", degree);
  const users = points.map((point) => requirePositive("users", point.users));
  const loads = new Set(users).size;
  if (loads <= degree) {
    throw new RangeError(`points must hold more than ${degree} different loads, got ${loads}`);
  }
  const largest = Math.max(...users);
  const smallest = Math.min(...users);
  const fit = new PolynomialRegression(
    users.map((N) => N / largest),
    points.map(({ value }) => value),
    degree,
  );
  return {
    degree,
    predictions: at.map((N) => ({
      users: requirePositive("at", N),
      value: fit.predict(N / largest),
      extrapolated: N < smallest || N > largest,
    })),
  };
}
