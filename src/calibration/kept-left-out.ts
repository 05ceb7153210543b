/** Left-out levels as plain data that can be put away, and taken up again. */
import type { MeasuredRun } from "./figures.ts";
import type { LeftOutLevel } from "./leave-level-out.ts";
import { isListOf, isNumber, isRecordOf } from "./plain-record.ts";

/** What follows from the runs is left out. */
export type KeptLevel = Omit<LeftOutLevel, "runs" | "predicted"> & {
  /** Null stands for infinity, of a platform that cannot be: JSON has no word for it. */
  readonly predicted: readonly (number | null)[];
};

export function keptLeftOut(levels: readonly LeftOutLevel[]): readonly KeptLevel[] {
  return levels.map(({ runs, predicted, ...rest }) => ({
    ...rest,
    predicted: predicted.map((figure) => (Number.isFinite(figure) ? figure : null)),
  }));
}

/**
 * The levels of kept data with their runs; null where they are not the levels of these runs in their
 * order, with as many figures as there are.
 */
export function restoredLeftOut(
  kept: unknown,
  runs: readonly MeasuredRun[],
): readonly LeftOutLevel[] | null {
  const loads = [...new Set(runs.map(({ users }) => users))];
  if (!Array.isArray(kept) || kept.length !== loads.length) return null;
  const levels = kept.flatMap((level: unknown, i) => {
    const own = runs.filter(({ users }) => users === loads[i]);
    const figures = own.flatMap((run) => run.figures).length;
    if (!isKeptLevel(level) || level.users !== loads[i]) return [];
    if (level.predicted.length !== figures) return [];
    const predicted = level.predicted.map((figure) => figure ?? Number.POSITIVE_INFINITY);
    return [{ ...level, predicted, runs: own }];
  });
  return levels.length === kept.length ? levels : null;
}

const isKeptLevel = (value: unknown): value is KeptLevel =>
  isRecordOf<KeptLevel>(value, {
    users: isNumber,
    logDensity: isNumber,
    predicted: (list) => isListOf(list, (figure) => figure === null || isNumber(figure)),
  });
