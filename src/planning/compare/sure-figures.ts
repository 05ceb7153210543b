import { entryAt } from "../../entry-at.ts";
import { holm } from "../../stats/holm.ts";
import type { Share } from "../../units.ts";
import type { Change } from "./change.ts";
import type { ComparedFigure, Outcome } from "./compare-result.ts";

/** A figure whose change is measured and not yet judged. */
export interface Compared
  extends Pick<ComparedFigure, "figure" | "users" | "endpoint" | "atLeast"> {
  readonly change: Change | null;
  /** Before and after, where there is no change to be told. */
  readonly values?: readonly [number, number];
}

/**
 * Which figures have surely moved by more than the tolerance: falls and rises each with at most
 * the given chance of a false one over all figures (Holm).
 */
export function judgeFigures(
  figures: readonly Compared[],
  alpha: Share,
  tolerance: Share,
): readonly ComparedFigure[] {
  const told = figures.flatMap(({ change }) => change ?? []);
  const fell = holm(
    told.map(({ chance }) => chance.fall),
    alpha,
  );
  const rose = holm(
    told.map(({ chance }) => chance.rise),
    alpha,
  );
  return figures.map((compared): ComparedFigure => {
    const { figure, users, endpoint, atLeast, change } = compared;
    const common = { figure, users, endpoint, atLeast, smallestLoss: null };
    if (change === null) {
      const [before = 0, after = 0] = compared.values ?? [];
      return { ...common, before, after, change: null, outcome: "not sure" };
    }
    const at = told.indexOf(change);
    const outcome = outcomeOf(change.change.value, entryAt(fell, at), entryAt(rose, at), tolerance);
    const { before, after } = change;
    return { ...common, before, after, change: change.change, outcome };
  });
}

function outcomeOf(value: number, fell: boolean, rose: boolean, tolerance: Share): Outcome {
  if (fell && value < -tolerance) return "fell";
  // A gain of the tolerance undoes a loss of it.
  if (rose && value > tolerance / (1 - tolerance)) return "rose";
  return "not sure";
}
