/**
 * Lines in front of replicas drift apart: each request goes to one of them, whatever line it has,
 * and a closed system brings no line back. The solver knows one line for all, whose mean is right
 * and whose spread is too narrow at the ceiling; how far lines have drifted apart in a test of
 * minutes, or are kept together by sending requests where least wait, nobody tells.
 *
 * With constant rates every split of the waiting among m replicas is equally likely (product form),
 * so that the line met is m·B of the mean one, B of the Beta(1, m − 1) law, whose quantiles are
 * 1 − (1 − p)^(1/(m − 1)). Exact for exponential work at the ceiling, approximate elsewhere.
 */

import { percentileShares } from "../platform/percentile-shares.ts";
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

/** Times of one load, all lines taken for one. */
export interface SharedLine {
  readonly lines: number;
  readonly idle: Seconds;
  readonly mean: Seconds;
  readonly percentile: Seconds;
}

/**
 * Factor on a percentile.
 *
 * @param apart how far lines have drifted apart: 0 not at all, 1 all the way
 */
export function imbalanceFactor(
  name: ShapedPercentile,
  { lines, idle, mean, percentile }: SharedLine,
  apart: Share,
): number {
  if (lines < 2 || mean <= idle) return 1;
  const met = lines * (1 - (1 - percentileShares[name]) ** (1 / (lines - 1)));
  const far = Math.log((idle + (mean - idle) * met) / percentile);
  // The middle can only fall, the upper ones only rise.
  const moved = name === "p50" ? Math.min(far, 0) : Math.max(far, 0);
  return Math.exp(apart * (1 - idle / mean) * moved);
}
