/** Limits and zones of a platform known as equally likely draws. */

import type { Basis, Threshold } from "../stats/estimate.ts";
import type { Limits, Zone, ZoneName } from "./limits.ts";
import { type PlatformLimits, platformLimits } from "./platform-limits.ts";
import type { PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";
import { estimateOf, probabilityOf, thresholdOf } from "./summarize-draws.ts";

export interface LimitSearch {
  /** Predictions stop here: twice the largest measured load. */
  readonly maxUsers: number;
  /** What a figure at a load rests on. */
  readonly basisAt: (users: number) => Basis;
}

export interface FoundLimits {
  readonly limits: Limits;
  readonly zones: readonly Zone[];
  /** The limits of each draw, for differences between scenarios. */
  readonly ofDraws: readonly PlatformLimits[];
}

const zoneNames: readonly ZoneName[] = ["green", "yellow", "orange", "red"];

/** @throws RangeError unless there is at least one draw */
export function findLimits(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  search: LimitSearch,
): FoundLimits {
  return summarizeLimits(
    draws.map((draw) => platformLimits(draw, policy, search.maxUsers)),
    policy,
    search,
  );
}

/** The limits of a platform from those of its equally likely draws. */
export function summarizeLimits(
  ofDraws: readonly PlatformLimits[],
  policy: Policy,
  { maxUsers, basisAt }: LimitSearch,
): FoundLimits {
  const threshold = (read: (limits: PlatformLimits) => number | null) =>
    thresholdOf(ofDraws.map(read), basisAt, maxUsers);
  const breakingPoint = threshold(({ breakingPoint }) => breakingPoint);
  const peakUsers = threshold(({ peakUsers }) => peakUsers);
  const throughput = estimateOf(
    ofDraws.map(({ peakThroughput }) => peakThroughput),
    peakUsers.basis,
  );
  const { safetyFactor, roundTo } = policy.rateLimit;
  const rate = Math.max(roundDown(throughput.value / safetyFactor, roundTo), 0);
  const edges = policy.zones.map((_, i) => threshold(({ zoneEnds }) => zoneEnds[i] ?? null));
  return {
    limits: {
      knee: threshold(({ knee }) => knee),
      peak: { users: peakUsers, throughput },
      breakingPoint: { ...breakingPoint, crossedBy: mostCommon(ofDraws) },
      safeLimit: safeLimit(ofDraws, breakingPoint, policy, maxUsers),
      rateLimit: {
        value: rate,
        rule: `peak throughput / ${safetyFactor}, rounded down to whole ${roundTo} req/s`,
        refusesFrom: threshold(({ reaches }) => (rate > 0 ? reaches(rate) : 1)),
      },
    },
    zones: zoneNames.map((name, i) => ({
      name,
      from: edges[i - 1] ?? null,
      to: edges[i] ?? null,
    })),
    ofDraws,
  };
}

function roundDown(value: number, unit: number): number {
  // A hair of tolerance: 0.1 × 3 must not become 0.2.
  return Math.floor(value / unit + 1e-9) * unit;
}

function mostCommon(ofDraws: readonly PlatformLimits[]): "p95" | "errorRate" | null {
  const broken = ofDraws.filter(({ brokenBy }) => brokenBy !== null);
  if (broken.length * 2 < ofDraws.length) return null;
  const byErrors = broken.filter(({ brokenBy }) => brokenBy === "errorRate").length;
  return byErrors * 2 > broken.length ? "errorRate" : "p95";
}

function safeLimit(
  ofDraws: readonly PlatformLimits[],
  breakingPoint: Threshold,
  policy: Policy,
  maxUsers: number,
): Limits["safeLimit"] {
  const { safetyFactor, confidence, roundTo } = policy.safeLimit;
  const holdsAt = (users: number) =>
    probabilityOf(
      ofDraws.filter(({ objectivesEnd }) => objectivesEnd === null || objectivesEnd > users).length,
      ofDraws.length,
    );
  const byMargin = roundDown((breakingPoint.value ?? maxUsers) / safetyFactor, roundTo);
  let value = byMargin;
  while (value > 0 && holdsAt(value) < confidence) value -= roundTo;
  value = Math.max(value, 0);
  const byObjectives = value < byMargin;
  return {
    value,
    rule: `the largest whole ${roundTo} users with N ≤ breaking point / ${safetyFactor} and P(all objectives hold) ≥ ${confidence}`,
    limitedBy: byObjectives
      ? `objective ${firstObjective(ofDraws)}`
      : breakingPoint.value === null
        ? `no breaking point up to ${maxUsers} users, where predictions stop`
        : `breaking point / ${safetyFactor}`,
    confidence: value > 0 ? holdsAt(value) : 0,
  };
}

function firstObjective(ofDraws: readonly PlatformLimits[]): string {
  const counts = new Map<string, number>();
  for (const { firstObjective: name } of ofDraws) {
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
