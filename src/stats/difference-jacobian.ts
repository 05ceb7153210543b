import { numberAt } from "../entry-at.ts";
/** Where the derivatives are taken, and how far a parameter may be moved to take them. */
export interface DifferencePlace {
  readonly parameters: readonly number[];
  /** The residuals at that place. */
  readonly residuals: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** A typical size of each parameter, above 0: sets the step where the parameter is near 0. */
  readonly scale: readonly number[];
}

// The steps that balance truncation against rounding: 2^-26 and (2^-52)^(1/3) of the parameter.
const forwardStep = 2 ** -26;
const centralStep = 2 ** (-52 / 3);
// A parameter on its way to 0 keeps a step of use: not below that of a thousandth of its scale.
const smallestShare = 1e-3;

/**
 * The derivatives of all residuals by differences: one column for each parameter.
 *
 * `"forward"` takes one evaluation a parameter and is good to about 1e-8 relative;
 * `"central"` takes two and is good to about 1e-10. Steps never leave the bounds: beside one,
 * central differences become the one-sided three-point formula. A step into a place where the
 * residuals are not finite is turned round, and shortened; where nothing helps the column is 0.
 *
 * Source: Nocedal & Wright, Numerical Optimization, 2nd ed. (Springer, 2006), §8.1.
 */
export function differenceJacobian(
  evaluate: (parameters: readonly number[]) => readonly number[] | undefined,
  place: DifferencePlace,
  kind: "forward" | "central",
): number[][] {
  return place.parameters.map((_, j) => {
    const relative = kind === "central" ? centralStep : forwardStep;
    const value = numberAt(place.parameters, j);
    const step = relative * Math.max(Math.abs(value), smallestShare * numberAt(place.scale, j));
    for (const share of [1, 1e-2, 1e-4]) {
      const column = differenceColumn(evaluate, place, j, step * share, kind);
      if (column !== undefined) {
        return column;
      }
    }
    return place.residuals.map(() => 0);
  });
}

function differenceColumn(
  evaluate: (parameters: readonly number[]) => readonly number[] | undefined,
  place: DifferencePlace,
  j: number,
  step: number,
  kind: "forward" | "central",
): number[] | undefined {
  const value = numberAt(place.parameters, j);
  const lower = numberAt(place.lower, j);
  const upper = numberAt(place.upper, j);
  if (lower === upper) {
    return place.residuals.map(() => 0); // a parameter held in place has no derivative to take
  }
  const at = (change: number) => {
    const moved = value + change;
    const inside = moved >= lower && moved <= upper;
    const residuals = inside
      ? evaluate(place.parameters.map((p, k) => (k === j ? moved : p)))
      : undefined;
    // The step really taken: value + change is rounded, and the quotient must divide by it.
    return residuals === undefined ? undefined : { step: moved - value, residuals };
  };
  const away = value + 2 * step <= upper ? step : -step;
  const ahead = at(away);
  if (kind === "forward") {
    const taken = ahead ?? at(-away);
    return taken?.residuals.map((r, i) => (r - numberAt(place.residuals, i)) / taken.step);
  }
  const behind = at(-away);
  if (ahead !== undefined && behind !== undefined) {
    const width = ahead.step - behind.step;
    return ahead.residuals.map((r, i) => (r - numberAt(behind.residuals, i)) / width);
  }
  const near = ahead ?? behind;
  const far = near === undefined ? undefined : at(2 * near.step);
  if (near === undefined || far === undefined) {
    return undefined;
  }
  // The parabola through the place itself and two steps h and k on one side of it.
  const h = near.step;
  const k = far.step;
  return place.residuals.map((r0, i) => {
    const slopeNear = (numberAt(near.residuals, i) - r0) / h;
    const slopeFar = (numberAt(far.residuals, i) - r0) / k;
    return (slopeNear * k - slopeFar * h) / (k - h);
  });
}
