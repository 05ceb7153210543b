/** Limits as equally likely draws give them, before anything is decided by them. */
import type { Basis, OpenEstimate, Threshold } from "../stats/estimate.ts";
import type { Seconds } from "../units.ts";
import type { Limits } from "./limits.ts";
import type { PlatformLimits } from "./platform-limits.ts";
import type { Policy } from "./policy.ts";
import { estimateOf, intervalOf, thresholdOf } from "./summarize-draws.ts";

export interface DrawnLimits {
  readonly knee: Threshold;
  readonly peakUsers: Threshold;
  readonly throughput: OpenEstimate;
  readonly breakingPoint: Limits["breakingPoint"];
  /** Where each zone of the policy ends. */
  readonly edges: readonly Threshold[];
  /** Z + R_0, the median. */
  readonly lightLoadCycle: Seconds;
}

/** @throws RangeError unless there is at least one draw */
export function drawnLimits(
  ofDraws: readonly PlatformLimits[],
  policy: Policy,
  basisAt: (users: number) => Basis,
  maxUsers: number,
): DrawnLimits {
  const threshold = (read: (limits: PlatformLimits) => number | null) =>
    thresholdOf(ofDraws.map(read), basisAt, maxUsers);
  const peakUsers = threshold((limits) => limits.peakUsers);
  const breakingPoint = threshold((limits) => limits.breakingPoint);
  return {
    knee: threshold(({ knee }) => (knee > maxUsers ? null : knee)),
    peakUsers,
    throughput: estimateOf(
      ofDraws.map(({ peakThroughput }) => peakThroughput),
      peakUsers.basis,
    ),
    breakingPoint: { ...breakingPoint, crossedBy: mostCommon(ofDraws) },
    edges: policy.zones.map((_, i) => threshold(({ zoneEnds }) => zoneEnds[i] ?? null)),
    lightLoadCycle: intervalOf(ofDraws.map((one) => one.knee / one.peakThroughput)).value,
  };
}

function mostCommon(ofDraws: readonly PlatformLimits[]): "p95" | "errorRate" | null {
  const broken = ofDraws.filter(({ brokenBy }) => brokenBy !== null);
  if (broken.length * 2 < ofDraws.length) return null;
  const byErrors = broken.filter(({ brokenBy }) => brokenBy === "errorRate").length;
  return byErrors * 2 > broken.length ? "errorRate" : "p95";
}
