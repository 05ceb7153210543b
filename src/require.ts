/** Checks of arguments: each returns the value it was given or throws a RangeError that names it. */

/** @throws RangeError unless the value is a finite number above 0 */
export function requirePositive(name: string, value: number): number {
  if (!(value > 0) || value === Number.POSITIVE_INFINITY) {
    throw new RangeError(`${name} must be a number above 0, got ${value}`);
  }
  return value;
}

/** @throws RangeError unless the value is a finite number, 0 or more */
export function requireNonNegative(name: string, value: number): number {
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY) {
    throw new RangeError(`${name} must be a number, 0 or more, got ${value}`);
  }
  return value;
}

/** @throws RangeError unless the value is a whole number, at least `least` (default 1) */
export function requireCount(name: string, value: number, least = 1): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number, ${least} or more, got ${value}`);
  }
  return value;
}

/** @throws RangeError unless the value lies in [0, 1] */
export function requireShare(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`${name} must be a share between 0 and 1, got ${value}`);
  }
  return value;
}
