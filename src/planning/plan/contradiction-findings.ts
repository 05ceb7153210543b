/** Limits of the fit that the measurements contradict, as findings that lead all others. */

import type { Contradiction } from "../../limits/hold-against-levels.ts";
import type { CampaignGrade, GradeLetter } from "../../measurement/campaign-grade.ts";
import type { Finding } from "../../measurement/finding.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { lowerFirst } from "../../wording/lower-first.ts";

export function contradictionFindings(found: readonly Contradiction[]): readonly Finding[] {
  return found.map(({ limit, withheld, users, message }) => ({
    code: "limit-contradicted",
    // Gravest where nothing can be said; elsewhere the measured loads say it.
    severity: withheld ? "error" : "warning",
    level: users,
    message: withheld
      ? `Withheld: ${lowerFirst(message)}`
      : `${message.replace(/\.$/, "")}; the measured loads stand in its place.`,
    law: "A limit that a measured level contradicts is the model's error or the level's, and nobody can plan on it.",
    remedy: `Repeat the level at ${formatUsers(users)} and look at what differed there; if it was right, the model lacks what makes the ${limit} so: give headroom another one.`,
  }));
}

const letters: readonly GradeLetter[] = ["A", "B", "C", "D", "F"];

/** The grade with what contradicts the limits named first: C at best where one is withheld, B where it was mended. */
export function gradeWith(grade: CampaignGrade, found: readonly Contradiction[]): CampaignGrade {
  if (found.length === 0) return grade;
  const best = found.some(({ withheld }) => withheld) ? "C" : "B";
  const letter =
    letters[Math.max(letters.indexOf(grade.letter), letters.indexOf(best))] ?? grade.letter;
  return { ...grade, letter, reasons: [...found.map(({ message }) => message), ...grade.reasons] };
}
