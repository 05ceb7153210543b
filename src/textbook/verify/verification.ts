/** Below this a double begins to lose digits, and chances come out as 0: no two ways agree there. */
const VANISHING = 1e-290;

/** One number of an answer, found on two independent paths. */
export interface Verification {
  /** What was compared: "throughput", "queue length of station 2". */
  readonly quantity: string;
  /** By the method that answers. */
  readonly first: number;
  /** By the other path. */
  readonly second: number;
  /** |first - second| over the larger of both; 0 where both are below 1e-290. */
  readonly relativeDifference: number;
}

/** Puts two results for one quantity side by side. */
export function compare(quantity: string, first: number, second: number): Verification {
  const size = Math.max(Math.abs(first), Math.abs(second));
  const relativeDifference = size < VANISHING ? 0 : Math.abs(first - second) / size;
  return { quantity, first, second, relativeDifference };
}
