import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, table } from "../document/document.ts";
import { findingsBySeverity } from "../worst-finding.ts";

/** Everything that was found, the gravest first, with the law that it rests on. */
export function auditSection({ audit }: PlanResult): readonly Block[] {
  if (audit.findings.length === 0) return [];
  return [
    heading(2, "Findings with their laws"),
    ...list(audit.grade.reasons),
    table(
      ["Finding", "What was found", "Law", "Remedy"],
      findingsBySeverity(audit.findings).map(({ code, severity, message, law, remedy }) => [
        [{ code }, `, ${severity}`],
        message,
        law,
        remedy,
      ]),
    ),
  ];
}
