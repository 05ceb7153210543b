/** The largest multiple of a unit that is no larger than the value. */
export function roundDown(value: number, unit: number): number {
  // A hair of tolerance: 0.1 × 3 must not become 0.2.
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(12));
}

/** The unit, or where no whole one fits into the value the largest tenth, hundredth, … of it that does. */
export function fittingUnit(value: number, unit: number): number {
  if (!(value > 0) || roundDown(value, unit) > 0) return unit;
  const tenths = Math.ceil(Math.log10(unit / value) - 1e-9);
  return Number((unit / 10 ** tenths).toPrecision(12));
}

/** Steps in which a number of users is rounded: those of the policy, and single users where these leave none. */
export function userSteps(roundTo: number): readonly number[] {
  return roundTo > 1 ? [roundTo, 1] : [roundTo];
}
