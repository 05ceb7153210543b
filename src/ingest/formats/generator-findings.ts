import type { ImportedFailure } from "../imported-run.ts";

/** Errors by which a load machine shows that it, not the system under test, was at its limit. */
export function generatorFindings(failures: readonly ImportedFailure[]): string[] {
  const own = failures.filter((failure) => failure.origin === "generator");
  const count = own.reduce((sum, failure) => sum + failure.count, 0);
  return count === 0
    ? []
    : [
        `${count} requests failed on the load machine itself (${own[0]?.error.slice(0, 120)}): it ran out of ports, files or names`,
      ];
}
