/**
 * What a model of a platform is off by however well its numbers are known: one draw of it, as the
 * same error of the same platform at every load.
 *
 * An idle request's time is off by a factor, and what the platform can carry by another. In a
 * closed system both reach every figure: with R off by e^s at N users, X = N/(Z + R) is off by
 * (Z + R)/(Z + R·e^s). How much of the second s holds follows from how R answers to capacity:
 * hardly on an idle platform, by u/(1 − u) while queues form, and by (Z + R)/R at the ceiling,
 * where X = N/(Z + R) is the capacity itself. Approximate between these.
 */
import { busyShare } from "../platform/busy-share.ts";
import { kneeShift, type ShapedPercentile, shapeShift } from "../platform/shape-discrepancy.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";

export interface ModelError {
  /** Factor on the time of a request that meets nobody. */
  readonly time: number;
  /** Factor on what the platform can carry. */
  readonly throughput: number;
  /** Terms of the shape of response times (see `shapeShift`), the knee's the last. */
  readonly shape: readonly number[];
  /** How far the lines of replicas have drifted apart: 1 as they do in the end (`imbalanceFactor`). */
  readonly imbalance: Share;
  /** What no level has shown: absent where nothing is asked beyond them. */
  readonly beyond?: BeyondMeasured;
}

/** How what the platform can carry goes on, other than the model has it, past the largest measured load. */
export interface BeyondMeasured {
  /** The largest measured load. */
  readonly users: number;
  /** Added to ln of what it can carry for each doubling of the load. */
  readonly drift: number;
}

/** Deviation of ln of what a platform carries, for each doubling of the load past all that were measured. */
export const DRIFT_BEYOND = 0.1;

export const noModelError: ModelError = { time: 1, throughput: 1, shape: [], imbalance: 1 };

/** What a model says of one load. */
export interface ModelPoint {
  /** N. */
  readonly users: number;
  readonly throughput: PerSecond;
  readonly responseTime: Seconds;
}

/** The point and its percentiles with the error in them. */
export function withModelError(
  { users, throughput, responseTime }: ModelPoint,
  idleTime: Seconds,
  thinkTime: Seconds,
  error: ModelError,
): Omit<ModelPoint, "users"> & { readonly percentileFactor: (name: ShapedPercentile) => number } {
  const busy = busyShare(idleTime, responseTime);
  const cycle = thinkTime + responseTime;
  const queueing = busy / (1 - busy);
  const ceiling = cycle / responseTime;
  const answer = (queueing * ceiling) / (queueing + ceiling);
  const capacity = error.throughput * driftedBy(error.beyond, users);
  const factor =
    error.time ** (1 - busy) * capacity ** -answer * Math.exp(kneeShift(busy, error.shape));
  return {
    responseTime: responseTime * factor,
    throughput: (throughput * cycle) / (thinkTime + responseTime * factor),
    percentileFactor: (name) => factor * Math.exp(shapeShift(name, busy, error.shape)),
  };
}

function driftedBy(beyond: BeyondMeasured | undefined, users: number): number {
  if (beyond === undefined || users <= beyond.users) return 1;
  return Math.exp(beyond.drift * Math.log2(users / beyond.users));
}
