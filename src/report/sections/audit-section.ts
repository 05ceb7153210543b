import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { gradeSentence } from "../grade-sentence.ts";
import { findingsBySeverity } from "../worst-finding.ts";

const headings = { error: "Errors", warning: "Warnings", note: "Notes" } as const;

/** The grade with its reasons, then the findings by severity, each with its law and remedy. */
export function auditSection({ audit }: PlanResult): string {
  const title = ["## Audit of the measurements", "", `**${gradeSentence(audit.grade)}**`];
  if (audit.findings.length === 0) return [...title, "", "Nothing was found."].join("\n");
  const ordered = findingsBySeverity(audit.findings);
  return [
    ...title,
    ...(audit.grade.reasons.length === 0
      ? []
      : ["", ...audit.grade.reasons.map((reason) => `- ${reason}`)]),
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
