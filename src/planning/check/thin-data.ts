/** How far a campaign of one or two loads can carry a launch: to the highest load that was seen good. */
import type { Policy } from "../../limits/policy.ts";
import type { Observation } from "../../measurement/observations.ts";

/** Loads with response times from which on what lies beyond them can be inferred. */
const ENOUGH = 3;

/**
 * The highest load at which every objective that was measured held, up to the first at which one
 * did not, where fewer than three loads have response times; null where there are enough. 0 where
 * none was good. Two loads fix a line, not where it bends.
 */
export function highestGoodLoad(
  observed: readonly Observation[],
  { objectives }: Policy,
): number | null {
  const timed = observed.filter(({ mean, p50, p95 }) => (mean ?? p50 ?? p95) !== undefined);
  if (new Set(timed.map(({ users }) => users)).size >= ENOUGH) return null;
  const within = (value: number | undefined, limit: number | undefined) =>
    value === undefined || limit === undefined || value <= limit;
  const bad = timed.filter(
    ({ mean, p95, p99, requests, failures }) =>
      !within(mean, objectives.mean) ||
      !within(p95, objectives.p95) ||
      !within(p99, objectives.p99) ||
      !within(requests && failures && failures / requests, objectives.errorRate),
  );
  const firstBad = Math.min(...bad.map(({ users }) => users));
  return timed
    .filter(({ users }) => users < firstBad)
    .reduce((most, { users }) => Math.max(most, users), 0);
}
