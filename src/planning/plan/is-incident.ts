/** Whether a measured level had an incident, told run by run where a load was measured more than once. */

import type { LevelKey } from "../../measurement/audit.ts";
import type { Finding } from "../../measurement/finding.ts";

interface Incidents {
  readonly findings: readonly Finding[];
  /** Users of the levels with one. */
  readonly incidents: readonly number[];
}

export function isIncident({ findings, incidents }: Incidents, { users, run }: LevelKey): boolean {
  if (!incidents.includes(users)) return false;
  const runs = findings.flatMap((one) =>
    one.code === "incident-level" && one.level === users ? (one.run ?? []) : [],
  );
  return runs.length === 0 || runs.includes(run);
}
