/** One number reached on two independent ways. */
export interface Agreement {
  /** What the number is, e.g. "responseTime". */
  readonly quantity: string;
  /** From the solver itself. */
  readonly first: number;
  /** From the other way. */
  readonly second: number;
  /** |first - second| over the larger of both; 0 where both are 0. */
  readonly relativeDifference: number;
}

/** Compares two ways to one number. */
export function agreement(quantity: string, first: number, second: number): Agreement {
  const larger = Math.max(Math.abs(first), Math.abs(second));
  const relativeDifference = larger > 0 ? Math.abs(first - second) / larger : 0;
  return { quantity, first, second, relativeDifference };
}
