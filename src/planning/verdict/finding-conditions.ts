/** Findings that say that a limit may be wrong, as conditions of a launch that rests on it. */
import type { Finding } from "../../measurement/finding.ts";
import { restsOnUpTo } from "./incident-conditions.ts";
import type { LaunchCondition } from "./launch-condition.ts";
import type { LaunchEvidence } from "./launch-evidence.ts";

/** Errors and warnings, once by kind and level; notes block nothing, incidents have words of their own. */
export function findingConditions(evidence: LaunchEvidence): readonly LaunchCondition[] {
  const last = restsOnUpTo(evidence);
  // What comes of the fit is not in the audit of the measurements.
  const ofAudit = new Set(evidence.fitted.audit.findings.map(({ code }) => code));
  const counted = evidence.findings.filter(
    ({ severity, code, level }) =>
      severity !== "note" && code !== "incident-level" && (level === null || level <= last),
  );
  const byKind = new Map<string, Finding[]>();
  for (const finding of counted) {
    const key = `${finding.code} ${finding.level ?? ""}`;
    byKind.set(key, [...(byKind.get(key) ?? []), finding]);
  }
  return [...byKind.values()]
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(([finding, ...others]) => {
      if (finding === undefined) return [];
      const more = others.length === 0 ? "" : ` (and ${others.length} more of this kind)`;
      return [
        {
          code: finding.code,
          level: finding.level,
          todo: finding.remedy,
          reason: `${finding.message}${more}`,
          effort: null,
          shownBy: ofAudit.has(finding.code) ? "headroom audit" : "headroom plan",
        },
      ];
    });
}

const rank = ([finding]: readonly Finding[]) => (finding?.severity === "error" ? 0 : 1);
