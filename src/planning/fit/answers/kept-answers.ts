/** What the draws of a fit answer, put away beside the fit: the next question need not solve them again. */
import { canonicalText } from "../../../calibration/fit-key.ts";
import type { FitOrigin, FitStore } from "../../../calibration/hypothesis-fits.ts";
import type { SolvedLoads } from "../../../limits/solved/solved-loads.ts";
import type { DrawnPlatform } from "../../what-if/drawn-platform.ts";
import { keptLoads, restoredLoads } from "./kept-loads.ts";

export interface KeptAnswers {
  /** What is known of each draw, in their order; undefined where nothing is. */
  readonly of: (
    draws: readonly DrawnPlatform[],
    most: number,
  ) => readonly (SolvedLoads | undefined)[];
  /** Remembers what is being solved, to be put away by `keep`. */
  readonly watch: (solved: readonly SolvedLoads[]) => void;
  /** Puts away what has come to be known since. Never throws. */
  readonly keep: () => void;
}

/**
 * Keyed by the program and every number of the draws with their errors: a draw of the same numbers
 * has the same answers, whatever it was drawn from. Policy and scenarios are no part of it.
 */
export function keptAnswers(store: FitStore, { program }: Pick<FitOrigin, "program">): KeptAnswers {
  let key = "";
  let watched: readonly SolvedLoads[] = [];
  let before = 0;
  const known = (all: readonly SolvedLoads[]) =>
    all.reduce(
      (sum, { loads }) =>
        [...loads.values()].reduce((more, { percentiles }) => more + 1 + percentiles.size, sum),
      0,
    );
  return {
    of: (draws, most) => {
      const numbers = draws.map(({ platform, modelError }) => [platform, modelError]);
      // Native JSON, since it is long: what it cannot tell apart no two platforms differ by.
      key = canonicalText({ what: "answers", program, most, draws: JSON.stringify(numbers) });
      const kept = store.read(key);
      if (!Array.isArray(kept) || kept.length !== draws.length) return draws.map(() => undefined);
      return kept.map((one) => restoredLoads(one) ?? undefined);
    },
    watch: (solved) => {
      watched = solved;
      before = known(solved);
    },
    keep: () => {
      if (known(watched) > before) store.write(key, watched.map(keptLoads));
      before = known(watched);
    },
  };
}
