import type { PlanResult } from "../planning/plan-result.ts";
import { findingsBySeverity } from "./worst-finding.ts";

const headings = { error: "Errors", warning: "Warnings", note: "Notes" } as const;

/** The audit's findings by severity, each with the law behind it and the remedy. */
export function auditSection({ audit }: PlanResult): string {
  if (audit.findings.length === 0) return "## Audit of the measurements\n\nNothing was found.";
  const ordered = findingsBySeverity(audit.findings);
  return [
    "## Audit of the measurements",
    ...(["error", "warning", "note"] as const).flatMap((severity) => {
      const group = ordered.filter((finding) => finding.severity === severity);
      if (group.length === 0) return [];
      return [
        "",
        `### ${headings[severity]}`,
        "",
        ...group.map(
          ({ code, message, law, remedy }) =>
            `- **${message}** (\`${code}\`)\n  - Law: ${law}\n  - Remedy: ${remedy}`,
        ),
      ];
    }),
  ].join("\n");
}
