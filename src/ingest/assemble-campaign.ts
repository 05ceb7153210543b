/** A campaign out of its parsed parts. */
import type { Campaign, EndpointLevel, FailureCount, Level } from "../measurement/campaign.ts";

/**
 * Puts the parts together, levels in ascending order of users, then run; within a level
 * endpoints and failures keep the order of their file. Rows that belong to no level stay
 * in: the audit names them.
 */
export function assembleCampaign(
  name: string,
  levels: readonly Level[],
  endpoints: readonly EndpointLevel[] = [],
  failures: readonly FailureCount[] = [],
): Campaign {
  return {
    name,
    levels: levels.toSorted(byLevel),
    endpoints: endpoints.toSorted(byLevel),
    failures: failures.toSorted(byLevel),
  };
}

interface OfLevel {
  readonly users: number;
  readonly run: string;
}

// By code unit, not by locale: the same files give the same order on every machine.
const byLevel = (a: OfLevel, b: OfLevel) =>
  a.users - b.users || (a.run < b.run ? -1 : a.run > b.run ? 1 : 0);
