import type { Finding } from "../measurement/finding.ts";
import { findingsBySeverity } from "./worst-finding.ts";

/** What `headroom audit` prints: a count, then each finding with its law and remedy. */
export function auditText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "The audit found nothing.";
  const count = (severity: Finding["severity"], name: string) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${name}${n === 1 ? "" : "s"}`];
  };
  const counts = [
    ...count("error", "error"),
    ...count("warning", "warning"),
    ...count("note", "note"),
  ];
  return [
    `The audit found ${counts.join(", ")}.`,
    ...findingsBySeverity(findings).map(({ severity, code, message, law, remedy }) =>
      ["", `${severity} ${code}`, `  ${message}`, `  Law:    ${law}`, `  Remedy: ${remedy}`].join(
        "\n",
      ),
    ),
  ].join("\n");
}
