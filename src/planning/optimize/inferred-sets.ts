/** What is known of a set of improvements on one platform from the sets that were solved on it. */
import type { Platform } from "../../platform/platform.ts";
import type { Improvement, ImprovementSet } from "./improvement-sets.ts";
import { neverWorse } from "./never-worse.ts";

export interface InferredSets {
  /** Whether the set holds, as a smaller one that holds or a larger one that fails says; null: not known. */
  readonly holds: (set: ImprovementSet) => boolean | null;
  readonly learn: (set: ImprovementSet, holds: boolean) => void;
  /** The set with everything added that is never worse: where that fails, so does the set. */
  readonly largest: (set: ImprovementSet) => ImprovementSet;
}

/**
 * Sets as bits. One set speaks for another where they differ only in improvements that never make
 * it worse.
 *
 * @param improvements all that may be in a set, the cheapest first
 */
export function inferredSets(
  improvements: readonly Improvement[],
  platform: Platform,
): InferredSets {
  const bitOf = new Map(improvements.map((one, i) => [one, 2 ** i]));
  const safe = neverWorse(improvements, platform).reduce(
    (bits, yes, i) => (yes ? bits + 2 ** i : bits),
    0,
  );
  const bits = (set: ImprovementSet) =>
    set.improvements.reduce((sum, one) => sum + (bitOf.get(one) ?? 0), 0);
  const [holding, failing]: [number[], number[]] = [[], []];
  const within = (small: number, large: number) =>
    (small & large) === small && ((large ^ small) & ~safe) === 0;
  return {
    holds: (set) => {
      const at = bits(set);
      if (failing.some((large) => within(at, large))) return false;
      return holding.some((small) => within(small, at)) ? true : null;
    },
    learn: (set, holds) => {
      (holds ? holding : failing).push(bits(set));
    },
    largest: (set) => {
      const all = bits(set) | safe;
      const chosen = improvements.filter((one) => ((bitOf.get(one) ?? 0) & all) !== 0);
      return { improvements: chosen, cost: chosen.reduce((sum, { cost }) => sum + cost, 0) };
    },
  };
}
