/** What an autoscaler has to leave free: users who come until an added replica serves. */
import type { Campaign } from "../../measurement/campaign.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Seconds } from "../../units.ts";

export interface ScalingRoom {
  /** From the threshold passed to a replica that serves. */
  readonly startTime: Seconds;
  /** Users who are added each second. */
  readonly growth: number;
  /** known: as the workspace says; tested: as in the fastest test. */
  readonly from: "known" | "tested";
  /** Users who come in the meantime: growth × startTime. */
  readonly users: number;
}

/** Null where nobody says how long a replica takes, or nothing tells how fast load grows. */
export function scalingRoom(
  { scaling }: KnownFacts,
  { levels }: Pick<Campaign, "levels">,
): ScalingRoom | null {
  const { startTime, users, within } = scaling ?? {};
  if (startTime === undefined) return null;
  const tested = levels.reduce((most, { spawnRate = 0 }) => Math.max(most, spawnRate), 0);
  const known = users === undefined || within === undefined ? null : users / within;
  const growth = known ?? tested;
  if (growth <= 0) return null;
  return {
    ...{ startTime, growth, from: known === null ? "tested" : "known" },
    users: growth * startTime,
  };
}
