/** Runs an experiment on the machine's cores, with progress and interruption. */
import { judgeExperiment, partialResult } from "../experiment/judge-experiment.ts";
import { type Experiment, mostReplications } from "../experiment/plan-experiment.ts";
import { formatDuration } from "../report/format-duration.ts";
import { formatShare } from "../report/format-share.ts";
import type { SimulationResult } from "../simulation/simulation-result.ts";
import { replicationOf } from "../simulation/simulation-run.ts";
import type { Window } from "../simulation/window.ts";
import type { World } from "./world.ts";

export interface ExperimentOutcome {
  /** Null when interrupted before anything was done. */
  readonly result: SimulationResult | null;
  readonly partial: boolean;
}

/** @throws RangeError naming what is out of its range in the platform or the run */
export async function runExperiment(
  experiment: Experiment,
  workers: number | undefined,
  world: World,
): Promise<ExperimentOutcome> {
  const { everyCore, runReplications } = await import("../io/run-replications.ts");
  const { model, run } = experiment;
  const { parts } = model;
  replicationOf(model.platform, run, 0); // refuses here, not on a thread
  const controller = new AbortController();
  const release = world.onInterrupt?.(() => controller.abort());
  const clearLine = () => {
    if (world.terminal) world.stderr("\r\u001b[K");
  };
  try {
    const { verdict, made } = await runReplications<SimulationResult>({
      task: (number) => ({ replication: replicationOf(model.platform, run, number), parts }),
      most: mostReplications(run),
      judge: (all) => judgeExperiment(model, run, all),
      workers: workers ?? everyCore(),
      signal: controller.signal,
      ...(world.terminal
        ? {
            onMade: (all: readonly (readonly Window[])[], seconds: number) =>
              world.stderr(`\r\u001b[K${progressWords(experiment, all, seconds)}`),
          }
        : {}),
    });
    if (verdict !== null) return { result: verdict, partial: false };
    return { result: partialResult(model, run, made), partial: true };
  } finally {
    clearLine();
    release?.();
  }
}

/** "replication 3 of 10, about 4 s left"; with a precision, how many it will take at this rate. */
function progressWords(
  { model, run }: Experiment,
  made: readonly (readonly Window[])[],
  seconds: number,
): string {
  const count = made.length;
  const left = (total: number) => formatDuration((seconds / count) * Math.max(0, total - count), 1);
  if (!run.precision) {
    const total = mostReplications(run);
    return `replication ${count} of ${total}, about ${left(total)} left`;
  }
  const mean = partialResult(model, run, made)?.total.responseTime;
  if (!mean || mean.high === null) return `replication ${count}`;
  const reached = (mean.high - mean.value) / mean.value;
  const { relative } = run.precision;
  // Intervals shrink with the square root of the number of replications.
  const total = Math.min(mostReplications(run), Math.ceil(count * (reached / relative) ** 2));
  return `replication ${count}: ±${formatShare(reached)}, asked ±${formatShare(relative)}, about ${left(total)} left`;
}
