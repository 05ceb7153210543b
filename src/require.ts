/** Checks of arguments: each returns the value it was given or throws a RangeError that names it. */

/**
 * No time, rate or load of this world is larger, and products of two such numbers stay inside the
 * range of a double: whatever is accepted has a finite answer.
 */
const LARGEST = 1e100;

/** Nor smaller, where it is divided by. */
const SMALLEST = 1e-100;

/** @throws RangeError unless the value is a number above 0, from 1e-100 to 1e100 */
export function requirePositive(name: string, value: number): number {
  if (!Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${name} must be a number above 0, got ${shown(value)}`);
  }
  if (value < SMALLEST || value > LARGEST) throw outOfRange(name, value);
  return value;
}

/** @throws RangeError unless the value is a number, 0 or more, up to 1e100 */
export function requireNonNegative(name: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a number, 0 or more, got ${shown(value)}`);
  }
  if (value > LARGEST) throw outOfRange(name, value);
  return value;
}

/** @throws RangeError unless the value is a whole number, at least `least` (default 1) */
export function requireCount(name: string, value: number, least = 1): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number, ${least} or more, got ${shown(value)}`);
  }
  return value;
}

/** @throws RangeError unless the value lies in [0, 1] */
export function requireShare(name: string, value: number): number {
  if (!Number.isFinite(value) || value < 0 || value > 1) {
    throw new RangeError(`${name} must be a share between 0 and 1, got ${shown(value)}`);
  }
  return value;
}

function outOfRange(name: string, value: number): RangeError {
  return new RangeError(
    `${name} must be a number between ${SMALLEST} and ${LARGEST}, got ${value}`,
  );
}

/** Callers without types pass texts and nothing, which compare like numbers: "1" is told from 1. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? JSON.stringify(value) : typeof value;
}
