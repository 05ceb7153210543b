/**
 * One letter for a campaign: how much a limit that rests on it is worth.
 *
 * The score is the mean trust of its levels, where one without throughput and response times counts
 * 0, times a factor for what concerns the campaign as a whole. A ≥ 0.9, B ≥ 0.75, C ≥ 0.55,
 * D ≥ 0.3, else F; with a warning it is B at best, with an error C. The bounds are chosen.
 */
import type { Share } from "../units.ts";
import { inLevel, inList } from "../wording/wording.ts";
import type { Finding } from "./finding.ts";
import type { Evidence } from "./findings/evidence.ts";
import { keyOfLevel, levelSet } from "./level-key.ts";
import type { LevelTrust } from "./level-trust.ts";

export type GradeLetter = "A" | "B" | "C" | "D" | "F";

export interface CampaignGrade {
  readonly letter: GradeLetter;
  /** In [0, 1]. */
  readonly score: Share;
  /** Sentences: what lowered it, the weightiest first; empty for a flawless campaign. */
  readonly reasons: readonly string[];
}

/** Findings about the whole campaign, and what is left of its score. */
export const gradeFactors: Readonly<Record<string, Share>> = {
  "negative-think-time": 0.2,
  "think-time-slope": 0.6,
  "paced-users": 0.6,
  "too-few-levels": 0.6,
  "rows-without-level": 0.9,
};

const bounds = [
  ["A", 0.9],
  ["B", 0.75],
  ["C", 0.55],
  ["D", 0.3],
] as const;

const letters = ["A", "B", "C", "D", "F"] as const;

export function campaignGrade(
  { measured }: Evidence,
  trusts: readonly LevelTrust[],
  findings: readonly Finding[],
): CampaignGrade {
  const silent = measured.filter(
    ({ level, point }) =>
      point.throughput === undefined && Object.keys(level.responseTime).length === 0,
  );
  const mute = levelSet(silent.map(({ level }) => level));
  const speaking = trusts.filter((trust) => !mute.has(keyOfLevel(trust)));
  const total = speaking.reduce((sum, { trust }) => sum + trust, 0);
  const levels = measured.length === 0 ? 0 : total / measured.length;
  const whole = [...new Set(findings.map(({ code }) => code))].flatMap((code) => {
    const factor = gradeFactors[code];
    return factor === undefined ? [] : [{ code, factor }];
  });
  const score = whole.reduce((product, { factor }) => product * factor, levels);
  const earned = bounds.find(([, least]) => score >= least)?.[0] ?? "F";
  const has = (severity: Finding["severity"]) =>
    findings.some((finding) => finding.severity === severity);
  const best = has("error") ? "C" : has("warning") ? "B" : "A";
  const letter = letters[Math.max(letters.indexOf(earned), letters.indexOf(best))] ?? "F";
  return {
    letter,
    score,
    reasons: [
      ...(measured.length === 0 ? ["No level was measured."] : []),
      ...(silent.length > 0
        ? [
            `${silent.length} of ${measured.length} levels ${silent.length === 1 ? "has" : "have"} neither throughput nor response times and count${silent.length === 1 ? "s" : ""} 0.`,
          ]
        : []),
      ...whole.map(({ code, factor }) => `The campaign as a whole: × ${factor} (${code}).`),
      ...byCode(speaking),
      ...(letter !== earned
        ? [`${has("error") ? "Errors" : "Warnings"} leave ${best} at best.`]
        : []),
    ],
  };
}

/** One sentence a code: which levels it lowers, and by how much. */
function byCode(trusts: readonly LevelTrust[]): readonly string[] {
  const codes = new Map<string, { factor: number; names: string[] }>();
  for (const level of trusts) {
    for (const { code, factor } of level.reasons) {
      const found = codes.get(code) ?? { factor, names: [] };
      found.names.push(inLevel(level));
      codes.set(code, found);
    }
  }
  return [...codes]
    .toSorted(([, a], [, b]) => (1 - b.factor) * b.names.length - (1 - a.factor) * a.names.length)
    .map(([code, { factor, names }]) => {
      const named = names.length > 6 ? `${names.length} levels` : inList(names);
      const each = names.length === 1 ? "" : " each";
      return `${named}: × ${factor}${each} (${code}).`;
    });
}
