/** What platforms answered that come up one by one, each under a text of its own. */
import type { PlausiblePlatform } from "../../../limits/plausible-platform.ts";
import { type SolvedLoads, solvedPlatform } from "../../../limits/solved/solved-loads.ts";
import { keptLoads, restoredLoads } from "./kept-loads.ts";

export interface AnswerTable {
  /** The platform that solves each load once, and takes up what it answered before under its text. */
  readonly solved: (text: string, platform: PlausiblePlatform) => PlausiblePlatform;
  /** All as plain data; null where nothing has been found since this was made, or taken for the last time. */
  readonly news: () => Readonly<Record<string, unknown>> | null;
}

/**
 * Numbers alone are remembered: no prepared platform is held.
 *
 * @param most loads up to it are all solved by one preparation for so many
 * @param kept as `news` gave it, or whatever else there is: what has another shape counts for nothing
 */
export function answerTable(most: number, kept?: unknown): AnswerTable {
  const isTable = typeof kept === "object" && kept !== null && !Array.isArray(kept);
  const before = new Map<string, unknown>(isTable ? Object.entries(kept) : []);
  const asked = new Map<string, SolvedLoads>();
  return {
    solved: (text, platform) => {
      const known = asked.get(text) ?? restoredLoads(before.get(text)) ?? undefined;
      const one = solvedPlatform(platform, most, known);
      asked.set(text, one.solved);
      return one.platform;
    },
    news: () => {
      const changed = [...asked].filter(([, { added }]) => added > 0);
      if (changed.length === 0) return null;
      for (const [text, solved] of changed) {
        before.set(text, keptLoads(solved));
        solved.added = 0;
      }
      return Object.fromEntries(before);
    },
  };
}
