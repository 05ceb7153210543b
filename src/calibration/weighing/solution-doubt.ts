/** How far the score of a true hypothesis may be off by what the solution of its platform errs. */
import type { LeftOutLevel } from "../leave-level-out.ts";

/**
 * Deviation of a level's log density, for the root of the number of its figures: half a unit at 17 of them. Judged on
 * drawn platforms that were simulated event by event: of hypotheses whose figures lie as near one may lead another
 * that is true by one to two at each level, since lines of several instances, rounds instead of chance
 * and long queues that have not settled are solved with errors of their own.
 */
const OF_A_FIGURE = 0.12;

/**
 * Deviation of the sum over the levels: what a solution errs by is alike at all of them, so deviations
 * add up, not their squares.
 */
export function solutionDoubt(levels: readonly Pick<LeftOutLevel, "predicted">[]): number {
  return levels.reduce((sum, { predicted }) => sum + OF_A_FIGURE * Math.sqrt(predicted.length), 0);
}
