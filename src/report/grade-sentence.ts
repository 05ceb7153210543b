import type { CampaignGrade, GradeLetter } from "../measurement/campaign-grade.ts";
import { formatNumber } from "../wording/format-number.ts";

const meanings: Readonly<Record<GradeLetter, string>> = {
  A: "nothing stands against planning on these measurements",
  B: "good to plan on, with the doubts that the findings name",
  C: "usable, but a limit may be wrong where a finding says so",
  D: "a limit that rests on them is a rough guess; repeat the levels that count little",
  F: "do not plan on these measurements; mend what the findings name first",
};

/** "Grade B (0.86 of 1): good to plan on, …": what the measurements are worth, in one sentence. */
export function gradeSentence({ letter, score }: CampaignGrade): string {
  return `Grade ${letter} (${formatNumber(score, 2)} of 1): ${meanings[letter]}.`;
}
