/**
 * Where a figure comes from: read off a measured level, between measured levels,
 * outside them, or resting on an assumption that no measurement narrowed. `at least`: the data
 * tell a lower end only, the value is null and the upper end open. `withheld`: the measurements
 * contradict what the model says, the value is null and `reason` says why.
 */
export type Basis =
  | "measured"
  | "interpolated"
  | "extrapolated"
  | "assumed"
  | "at least"
  | "withheld";

/** A figure with its 90 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A figure with its 90 % interval and what it rests on. */
export interface Estimate extends Interval {
  readonly basis: Basis;
}

/** A figure of which the data may tell a lower end only, or nothing. */
export interface OpenEstimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: Basis;
  /** Why it is withheld. */
  readonly reason?: string;
}

/**
 * The load at which something first happens, with its 90 % interval. `null` stands for
 * "not up to `searchedTo`": the end of the range in which Headroom is willing to predict; with the
 * basis `at least` or `withheld` for "not known".
 */
export interface Threshold extends OpenEstimate {
  /** The largest load looked at. */
  readonly searchedTo: number;
}

/** Whether the value is missing because nobody knows it, not because it lies beyond the search. */
export function isUntold({ basis }: { readonly basis: Basis }): boolean {
  return basis === "at least" || basis === "withheld";
}
