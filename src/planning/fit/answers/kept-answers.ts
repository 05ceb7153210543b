/** What plausible platforms answer, put away beside the fit: the next question need not solve them again. */
import { canonicalText } from "../../../calibration/fit-key.ts";
import type { FitOrigin, FitStore } from "../../../calibration/hypothesis-fits.ts";
import type { SolvedLoads } from "../../../limits/solved/solved-loads.ts";
import { type AnswerTable, answerTable } from "./answer-table.ts";
import { keptLoads, restoredLoads } from "./kept-loads.ts";

export interface KeptAnswers {
  /**
   * Answers of platforms that come up one by one.
   *
   * @param of all that they follow from together with the text of each; @param most of their loads
   */
  readonly table: (of: object, most: number) => AnswerTable;
  /** @param numbers of each platform all that its answers follow from; @param most of its loads */
  readonly of: (numbers: readonly object[], most: number) => AnswersOfPlatforms;
  /** Puts away what has come to be known of all that are watched. Never throws. */
  readonly keep: () => void;
}

/** Of platforms that are asked together: the draws of a hypothesis, say, after one change. */
export interface AnswersOfPlatforms {
  /** What is known of each, in their order; undefined where nothing is. */
  readonly known: readonly (SolvedLoads | undefined)[];
  /** Remembers what is being solved. */
  readonly watch: (solved: readonly SolvedLoads[]) => void;
  /** Puts away what has come to be known since, and watches no longer. Never throws. */
  readonly keep: () => void;
}

/**
 * Keyed by the program and the platforms' numbers: those of the same numbers have the same answers,
 * whatever they were drawn from. Policy and names of scenarios are no part of it.
 */
export function keptAnswers(store: FitStore, { program }: Pick<FitOrigin, "program">): KeptAnswers {
  const tables = new Map<string, AnswerTable>();
  const watched = new Set<Pick<AnswersOfPlatforms, "keep">>();
  return {
    table: (of, most) => {
      const key = canonicalText({
        what: "answers, one by one",
        program,
        most,
        of: JSON.stringify(of),
      });
      const before = tables.get(key);
      if (before !== undefined) return before;
      const table = answerTable(most, store.read(key));
      tables.set(key, table);
      watched.add({
        keep: () => {
          const news = table.news();
          if (news !== null) store.write(key, news);
        },
      });
      return table;
    },
    of: (numbers, most) => {
      // Native JSON, since it is long: what it cannot tell apart no two platforms differ by.
      const key = canonicalText({ what: "answers", program, most, draws: JSON.stringify(numbers) });
      const kept = store.read(key);
      const isKept = Array.isArray(kept) && kept.length === numbers.length;
      let solved: readonly SolvedLoads[] = [];
      let before = 0;
      const answers: AnswersOfPlatforms = {
        known: numbers.map((_, i) => (isKept ? (restoredLoads(kept[i]) ?? undefined) : undefined)),
        watch: (platforms) => {
          solved = platforms;
          before = addedTo(solved);
          watched.add(answers);
        },
        keep: () => {
          if (addedTo(solved) > before) store.write(key, solved.map(keptLoads));
          solved = [];
          before = 0;
          watched.delete(answers);
        },
      };
      return answers;
    },
    keep: () => {
      for (const one of watched) one.keep();
    },
  };
}

/** Numbers that have been found. */
function addedTo(all: readonly SolvedLoads[]): number {
  return all.reduce((sum, { added }) => sum + added, 0);
}
