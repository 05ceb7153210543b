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
  /**
   * |first - second| over the second: how far off the first is if the second is right. Where the
   * second is below 1e-290, over the first; 0 where both are.
   */
  readonly relativeDifference: number;
}

/** Puts two results for one quantity side by side. */
export function compare(quantity: string, first: number, second: number): Verification {
  const right = Math.abs(second);
  const size = right < VANISHING ? Math.abs(first) : right;
  const relativeDifference = size < VANISHING ? 0 : Math.abs(first - second) / size;
  return { quantity, first, second, relativeDifference };
}
