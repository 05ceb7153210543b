import type { CampaignGrade } from "../../measurement/campaign-grade.ts";
import type { Finding } from "../../measurement/finding.ts";
import { rowsBy } from "../../measurement/level-key.ts";
import type { LevelTrust } from "../../measurement/level-trust.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { inLoads } from "../../wording/in-loads.ts";
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
    ...alike(findingsBySeverity(findings)).map(({ finding, messages }) => {
      const { severity, code, law, remedy } = finding;
      return [
        "",
        `${severity} ${code}`,
        ...messages.map((message) => `  ${message}`),
        `  Law:    ${law}`,
        `  Remedy: ${remedy}`,
      ].join("\n");
    }),
    ...trustLines(trust),
  ].join("\n");
}

/** So many findings of one kind are told one by one; of more the first, under one law and remedy. */
const MOST_ALIKE = 4;

/** The findings, with what each says; many that differ in nothing else are one. */
function alike(findings: readonly Finding[]) {
  const kindOf = ({ severity, code, law, remedy }: Finding) =>
    JSON.stringify([severity, code, law, remedy]);
  const kinds = rowsBy(findings, kindOf);
  return findings.flatMap((finding) => {
    const same = kinds.get(kindOf(finding)) ?? [];
    if (same.length <= MOST_ALIKE) return [{ finding, messages: [finding.message] }];
    if (same[0] !== finding) return [];
    const told = same.slice(0, MOST_ALIKE).map(({ message }) => message);
    return [
      { finding, messages: [...told, `… and ${same.length - MOST_ALIKE} more of this kind`] },
    ];
  });
}

/** Levels are listed one by one up to so many; more of them by what they count. */
const MOST_LINES = 16;

function trustLines(trust: readonly LevelTrust[]): readonly string[] {
  const doubted = trust.filter((level) => level.trust < 1);
  if (doubted.length === 0) return [];
  const worthOf = (level: LevelTrust) =>
    `${formatNumber(level.trust, 2)} (${level.reasons.map(({ code }) => code).join(", ")})`;
  const lines =
    doubted.length <= MOST_LINES
      ? doubted.map((level) => `  ${inLevel(level)}: ${worthOf(level)}`)
      : [...rowsBy(doubted, worthOf)].map(
          ([worth, same]) => `  ${inLoads(same.map(({ users }) => users))}: ${worth}`,
        );
  return ["", "Levels that count less than 1 of a sound measurement:", ...lines];
}
