import type { Finding } from "../measurement/finding.ts";

const severities = ["error", "warning", "note"] as const;

/** Findings by severity, the gravest first; within one severity in the audit's own order. */
export function findingsBySeverity(findings: readonly Finding[]): readonly Finding[] {
  return severities.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
}

/** The gravest finding, or null where the audit found nothing. */
export function worstFinding(findings: readonly Finding[]): Finding | null {
  return findingsBySeverity(findings)[0] ?? null;
}
