import type { CampaignGrade } from "../../measurement/campaign-grade.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { LevelTrust } from "../../measurement/level-trust.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { inLevel } from "../../wording/wording.ts";
import { gradeSentence } from "../grade-sentence.ts";
import { findingsBySeverity } from "../worst-finding.ts";

export interface AuditSummary {
  readonly findings: readonly Finding[];
  readonly grade: CampaignGrade;
  readonly trust: readonly LevelTrust[];
}

/**
 * What `headroom audit` prints: grade and count, each finding with its law and remedy, and the
 * levels that a fit should not trust in full.
 */
export function auditText({ findings, grade, trust }: AuditSummary): string {
  const graded = gradeSentence(grade);
  if (findings.length === 0) return `${graded}\nThe audit found nothing.`;
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
    graded,
    ...grade.reasons.map((reason) => `  ${reason}`),
    `The audit found ${counts.join(", ")}.`,
    ...findingsBySeverity(findings).map(({ severity, code, message, law, remedy }) =>
      ["", `${severity} ${code}`, `  ${message}`, `  Law:    ${law}`, `  Remedy: ${remedy}`].join(
        "\n",
      ),
    ),
    ...trustLines(trust),
  ].join("\n");
}

function trustLines(trust: readonly LevelTrust[]): readonly string[] {
  const doubted = trust.filter((level) => level.trust < 1);
  if (doubted.length === 0) return [];
  return [
    "",
    "Levels that count less than 1 of a sound measurement:",
    ...doubted.map((level) => {
      const codes = level.reasons.map(({ code }) => code).join(", ");
      return `  ${inLevel(level)}: ${formatNumber(level.trust, 2)} (${codes})`;
    }),
  ];
}
