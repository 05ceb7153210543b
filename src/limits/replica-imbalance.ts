/**
 * Lines in front of replicas drift apart: each request goes to one of them, whatever line it has,
 * and a closed system brings no line back. The solver knows them as they are in the end; a balancer
 * that sends requests where fewest are keeps them together, and a test of minutes at the ceiling
 * may be over before they have drifted.
 */

import type { Platform } from "../platform/platform.ts";
import type { ShapedPercentile } from "../platform/shape-discrepancy.ts";
import type { Seconds, Share } from "../units.ts";

/** Replicas with a line each at the part that limits; 1 where there is one line. */
export function linesAt({ apiReplicas, stations, pools }: Platform, bottleneck: string): number {
  const apart =
    stations.some((one) => one.name === bottleneck && one.kind === "queue" && one.perReplica) ||
    pools.some(({ name, perReplica }) => name === bottleneck && perReplica);
  return apart ? apiReplicas : 1;
}

/** A percentile of one load. */
export interface BalancedPercentile {
  /** With lines as far apart as they get, and all equally long. */
  readonly apart: Seconds;
  readonly together: Seconds;
}

/** By so much of what is drawn lines are apart all the way: most balancers deal out in turn. */
const ALL_THE_WAY = 0.5;

/**
 * Factor on a percentile of lines that are apart all the way.
 *
 * @param drawn 0 together, from a half on apart all the way, in proportion in between
 */
export function imbalanceFactor(
  name: ShapedPercentile,
  { apart, together }: BalancedPercentile,
  drawn: Share,
): number {
  const less = Math.log(together / apart);
  // When lines come together the middle can only rise, the upper ones only fall.
  const moved = name === "p50" ? Math.max(less, 0) : Math.min(less, 0);
  return Math.exp(Math.max(0, 1 - drawn / ALL_THE_WAY) * moved);
}
