/** Limits and zones of a platform known as equally likely draws. */

import type { Basis } from "../stats/estimate.ts";
import { drawnLimits } from "./drawn-limits.ts";
import { type Contradiction, holdAgainstLevels } from "./hold-against-levels.ts";
import type { Limits, Zone, ZoneName } from "./limits.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import { openUpwards } from "./open-upwards.ts";
import { type PlatformLimits, platformLimits } from "./platform-limits.ts";
import type { PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";
import { rateLimit } from "./rate/rate-limit.ts";
import { recommended } from "./rate/recommended.ts";
import { risingCeiling } from "./rising-ceiling.ts";
import { safeLimit } from "./safe-limit.ts";
import { spreadLimits } from "./spread-limits.ts";
import { tokenLimits } from "./tokens/token-limits.ts";
import { withinTokenLimits } from "./tokens/within-token-limits.ts";

export interface LimitSearch {
  /** Predictions stop here: twice the largest measured load. */
  readonly maxUsers: number;
  /** What a figure at a load rests on. */
  readonly basisAt: (users: number) => Basis;
  /** What the limits are held against; absent where nothing was measured. */
  readonly measured?: MeasuredLevels;
  /** The draws are of the platform after a change: the levels do not bind it, how far they reach does. */
  readonly changed?: boolean;
  /** By what factor past predictions of the workspace say that draws lie too close together; 1 without. */
  readonly widening?: number;
}

export interface FoundLimits {
  readonly limits: Limits;
  readonly zones: readonly Zone[];
  /** Limits of the model that the measurements contradict. */
  readonly contradictions: readonly Contradiction[];
  /** The limits of each draw, for differences between scenarios; not held against anything. */
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
  narrow: readonly PlatformLimits[],
  policy: Policy,
  search: LimitSearch,
): FoundLimits {
  const { maxUsers, basisAt, measured = null, changed = false, widening = 1 } = search;
  const ofDraws = spreadLimits(narrow, widening, maxUsers);
  const drawn = drawnLimits(ofDraws, policy, basisAt, maxUsers);
  const held =
    measured === null || changed
      ? { limits: drawn, contradictions: [] }
      : holdAgainstLevels(drawn, measured, policy, basisAt);
  // Of a changed platform the levels do not say where throughput rises.
  const rising = measured === null || changed ? held.limits : risingCeiling(held.limits, measured);
  const told = measured === null ? held.limits : openUpwards(rising, measured, policy, changed);
  const { knee, peakUsers, throughput, breakingPoint, edges } = told;
  const ofTokens = tokenLimits(measured?.trusted ?? [], policy);
  const decided = { ofDraws, policy, maxUsers, measured, changed };
  const safe = withinTokenLimits(
    safeLimit({ ...decided, breakingPoint, drawnBreakingPoint: drawn.breakingPoint.value }),
    ofTokens,
  );
  const rate = rateLimit({ ...decided, basisAt, ceiling: throughput });
  return {
    limits: {
      knee,
      peak: { users: peakUsers, throughput },
      breakingPoint,
      safeLimit: safe,
      rateLimit: rate,
      ...(ofTokens.length === 0 ? {} : { tokenLimits: ofTokens }),
      // A platform that refuses by itself holds the safe limit with what it refuses.
      recommended: recommended(
        safe,
        ofDraws.some((one) => (one.rateLimit ?? null) !== null) ? null : rate,
        policy,
      ),
    },
    zones: zoneNames.map((name, i) => ({
      name,
      from: edges[i - 1] ?? null,
      to: edges[i] ?? null,
    })),
    contradictions: held.contradictions,
    ofDraws,
  };
}
