import { numberAt } from "../entry-at.ts";
import type { LeastSquaresFit } from "./least-squares.ts";
import { studentQuantile } from "./student-t.ts";

/** An interval that may have no upper end. */
export interface ProfileInterval {
  readonly low: number;
  /** `null` where no value, however large, is refuted by the data. */
  readonly high: number | null;
}

export interface ProfileProblem {
  /** The fit whose parameter is asked about, over all parameters. */
  readonly optimum: LeastSquaresFit;
  /** Which parameter. */
  readonly index: number;
  /** Least value the parameter can have. */
  readonly least: number;
  /** Share of the interval, 0.9 for 90 %. */
  readonly share: number;
  /** Residuals less fitted parameters, 1 or more. */
  readonly degreesOfFreedom: number;
  /** A first guess of the interval's half-width, above 0. */
  readonly guess: number;
  /** The best fit with the parameter held at a value, begun near the given parameters. */
  readonly solve: (near: readonly number[], value: number) => LeastSquaresFit;
}

/** Accuracy of an end, in units of the interval's own t: far below what t itself means. */
const accuracy = 1e-4;
const mostSteps = 60;

/**
 * The values of one parameter that the data do not refute: those at which the best fit is
 * worse by less than Student's t allows, √((S(θ) − S)/s²) ≤ t. Not symmetric; ends at `least`
 * where that value is not refuted. Some ten fits in all.
 *
 * Approximate: exact for linear models, else as good as the profile is near normal.
 * Source: Bates & Watts, Nonlinear Regression Analysis (Wiley, 1988), §6.1.2.
 */
export function profileInterval(problem: ProfileProblem): ProfileInterval {
  const { optimum, index, least, degreesOfFreedom } = problem;
  const best = numberAt(optimum.parameters, index);
  const variance = (2 * optimum.cost) / degreesOfFreedom;
  if (variance === 0) {
    return { low: best, high: best };
  }
  const t = studentQuantile((1 + problem.share) / 2, degreesOfFreedom);
  const search = (direction: 1 | -1): number | null => {
    let near = optimum.parameters;
    // The profile t, which is nearly linear in the parameter, less the t at the end.
    const excess = (value: number): number => {
      const fit = problem.solve(near, value);
      near = fit.parameters;
      return Math.sqrt(Math.max(0, (2 * (fit.cost - optimum.cost)) / variance)) - t;
    };
    let inside = best;
    let insideExcess = -t;
    let outside: number | undefined;
    let outsideExcess = 0;
    let step = problem.guess * t;
    for (let i = 0; i < mostSteps && outside === undefined; i++) {
      const value = Math.max(least, best + direction * step);
      const now = excess(value);
      if (now > 0) {
        outside = value;
        outsideExcess = now;
      } else if (direction < 0 && value === least) {
        return least;
      } else {
        inside = value;
        insideExcess = now;
        step *= 2;
      }
    }
    return outside === undefined
      ? null
      : crossing(excess, [inside, insideExcess], [outside, outsideExcess]);
  };
  return { low: search(-1) ?? least, high: search(1) };
}

/** Where the excess is 0 between two values, by the Illinois variant of false position. */
function crossing(
  excess: (value: number) => number,
  inside: readonly [number, number],
  outside: readonly [number, number],
): number {
  let [a, fa] = inside;
  let [b, fb] = outside;
  let value = b;
  for (let i = 0; i < mostSteps; i++) {
    value = (a * fb - b * fa) / (fb - fa);
    const now = excess(value);
    if (Math.abs(now) <= accuracy || value === a || value === b) {
      break;
    }
    if (now > 0) {
      [b, fb] = [value, now];
      fa /= 2;
    } else {
      [a, fa] = [value, now];
      fb /= 2;
    }
  }
  return value;
}
