import type { Campaign } from "../../measurement/campaign.ts";

/** Loads that both campaigns measured, ascending: where before and after can be told apart. */
export function matchingLoads(before: Campaign, after: Campaign): readonly number[] {
  const known = new Set(before.levels.map(({ users }) => users));
  const both = after.levels.map(({ users }) => users).filter((users) => known.has(users));
  return [...new Set(both)].sort((a, b) => a - b);
}
