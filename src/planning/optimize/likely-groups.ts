import type { PlausibleGroup } from "../what-if/plausible-groups.ts";

/** Hypotheses less likely than this decide nothing. */
export const LIKELY = 0.01;

/** The groups that decide, their weights adding up to 1 again; all of them where none is likely. */
export function likelyGroups(groups: readonly PlausibleGroup[]): readonly PlausibleGroup[] {
  const likely = groups.filter(({ weight }) => weight >= LIKELY);
  const kept = likely.length > 0 ? likely : groups;
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map((group) => ({ ...group, weight: group.weight / total }));
}
