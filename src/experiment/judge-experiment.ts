import type { SimulationResult } from "../simulation/simulation-result.ts";
import type { SimulationRun } from "../simulation/simulation-run.ts";
import type { Window } from "../simulation/window.ts";
import type { SimulatedModel } from "./simulated-platform-of.ts";
import { summarizeExperiment } from "./summarize-experiment.ts";

/** Beyond so many replications, a precision is judged after each further tenth of them only. */
const JUDGED_SINGLY = 10;

/**
 * Whether the replications made so far are enough, and their result if they are. All are put
 * together for every judgement, so that one after each would cost the square of their number;
 * which numbers are judged depends on nothing but the run.
 */
export function judgeExperiment(
  model: SimulatedModel,
  run: SimulationRun,
  made: readonly (readonly Window[])[],
): SimulationResult | null {
  const count = made.length;
  const step = Math.max(1, Math.floor(count / JUDGED_SINGLY));
  const last = run.precision?.mostReplications ?? count;
  if (run.precision && count % step !== 0 && count < last) return null;
  return summarizeExperiment(model, run, made);
}

/** The result of the replications that there are, however many the run asks for. */
export function partialResult(
  model: SimulatedModel,
  run: SimulationRun,
  made: readonly (readonly Window[])[],
): SimulationResult | null {
  if (made.length === 0) return null;
  const { precision: _, ...others } = run;
  return summarizeExperiment(model, { ...others, replications: made.length }, made);
}
