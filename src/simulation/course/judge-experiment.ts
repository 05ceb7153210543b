import { fewestReplications, type SimulationRun } from "../engine/simulation-run.ts";
import type { Window } from "../engine/window.ts";
import type { SimulationResult } from "../result/simulation-result.ts";
import { summarizeSimulation } from "../result/summarize-simulation.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { mostReplications } from "./plan-experiment.ts";

/** Decides, replication by replication, whether there are enough. */
export interface ExperimentJudge {
  /** The result, once the replications made so far are enough; to be asked after each. */
  readonly judge: (made: readonly (readonly Window[])[]) => SimulationResult | null;
  /** Replications that it will take, as far as can be told by now. */
  readonly expected: () => number;
}

/** Of the replications that the scatter so far lets expect, judged again at this share. */
const CAUTION = 0.9;

/** And at twice their number at the latest: the first few tell little of the scatter. */
const FARTHEST = 2;

/**
 * A judge of a run. With a precision the replications are put together only now and then, at
 * numbers that follow from what was found before, and so from nothing but the run: after each
 * it would cost the square of their number. A few more are made than the fewest that would do.
 */
export function experimentJudge(platform: SimulatedPlatform, run: SimulationRun): ExperimentJudge {
  const most = mostReplications(run);
  const { precision } = run;
  let next = fewestReplications(run);
  let expected = precision ? next : most;
  const judge = (made: readonly (readonly Window[])[]): SimulationResult | null => {
    const count = made.length;
    if (count < next) return null;
    if (!precision || count >= most) return summarizeSimulation(platform, run, made);
    const result = partialResult(platform, run, made);
    const mean = result?.total.responseTime;
    const reached = mean && mean.high !== null ? (mean.high - mean.value) / mean.value : null;
    if (reached !== null && reached <= precision.relative) return result;
    // Intervals shrink with the square root of the number of replications.
    const needed = reached === null ? most : count * (reached / precision.relative) ** 2;
    expected = Math.min(most, Math.ceil(needed));
    next = Math.min(most, Math.max(count + 1, Math.min(FARTHEST * count, CAUTION * needed)));
    return null;
  };
  return { judge, expected: () => expected };
}

/** The result of the replications that there are, however many the run asks for. */
export function partialResult(
  platform: SimulatedPlatform,
  run: SimulationRun,
  made: readonly (readonly Window[])[],
): SimulationResult | null {
  if (made.length === 0) return null;
  const { precision: _, ...others } = run;
  return summarizeSimulation(platform, { ...others, replications: made.length }, made);
}
