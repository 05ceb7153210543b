/**
 * Tables that people wrote of results that are given beside them, such as the one in a README: read too,
 * every load would be counted twice.
 */
import type { ImportedRun } from "../imported-run.ts";

/** The runs of tables of which a load was measured in other files, too. */
export function summaryTables(
  runs: readonly ImportedRun[],
  ownUsers: readonly number[],
): ReadonlySet<ImportedRun> {
  const isTable = ({ format }: ImportedRun) => format === "sheet";
  const measured = new Set<number | null>([
    ...ownUsers,
    ...runs
      .filter((run) => !isTable(run))
      .flatMap(({ levels }) => levels.map(({ users }) => users)),
  ]);
  return new Set(
    runs.filter((run) => isTable(run) && run.levels.some(({ users }) => measured.has(users))),
  );
}
