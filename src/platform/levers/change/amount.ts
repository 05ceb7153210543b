/** The value of a lever as data: a number, a figure of the platform as it is, or arithmetic over both. */
import type { LeverBase } from "../lever-base.ts";
import type { FigureName } from "../levers.ts";

export type Amount =
  | number
  | { readonly figure: FigureName }
  | { readonly operation: Operation; readonly values: readonly Amount[] };

export const operations = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  min: Math.min,
  max: Math.max,
  round: Math.round,
  ceil: Math.ceil,
  floor: Math.floor,
} satisfies Readonly<Record<string, (a: number, b: number, ...more: number[]) => number>>;

export type Operation = keyof typeof operations;

/** A value as it was written. */
interface Written {
  readonly name: string;
  readonly text: string;
  readonly value: Amount;
}

/**
 * The value of a lever on a platform. Exact but for rounding.
 *
 * @throws RangeError where the base has none of what it refers to, or it divides by 0
 */
export function valueOn({ name, text, value }: Written, base: LeverBase): number {
  const found = compute(value, base);
  if (Number.isFinite(found)) return found;
  throw new RangeError(`${name} must be a finite number, got ${text} = ${found}`);
}

function compute(amount: Amount, base: LeverBase): number {
  if (typeof amount === "number") return amount;
  if ("figure" in amount) {
    const value = base[amount.figure];
    if (value !== null) return value;
    throw new RangeError(
      `the platform has no ${amount.figure} to refer to, or several that differ`,
    );
  }
  const operate: (...values: number[]) => number = operations[amount.operation];
  return operate(...amount.values.map((value) => compute(value, base)));
}

/** The figures that an amount refers to. */
export function figuresIn(amount: Amount): readonly FigureName[] {
  if (typeof amount === "number") return [];
  return "figure" in amount ? [amount.figure] : amount.values.flatMap(figuresIn);
}
