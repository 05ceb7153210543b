/**
 * Where a figure comes from: read off a measured level, between measured levels,
 * outside them, or resting on an assumption that no measurement narrowed.
 */
export type Basis = "measured" | "interpolated" | "extrapolated" | "assumed";

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

/**
 * The load at which something first happens, with its 90 % interval. `null` stands for
 * "not up to `searchedTo`": the end of the range in which Headroom is willing to predict.
 */
export interface Threshold {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: Basis;
  /** The largest load looked at. */
  readonly searchedTo: number;
}
