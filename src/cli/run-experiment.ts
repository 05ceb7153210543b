/** Runs an experiment on the machine's cores, with progress and interruption. */
import {
  type ExperimentJudge,
  experimentJudge,
  partialResult,
} from "../simulation/course/judge-experiment.ts";
import { type Experiment, mostReplications } from "../simulation/course/plan-experiment.ts";
import { replicationOf } from "../simulation/engine/simulation-run.ts";
import type { SimulationResult } from "../simulation/result/simulation-result.ts";
import type { Seconds } from "../units.ts";
import { formatDuration } from "../wording/format-duration.ts";
import type { World } from "./world.ts";

export interface ExperimentOutcome {
  /** Null when interrupted before anything was done. */
  readonly result: SimulationResult | null;
  readonly partial: boolean;
  /** Simulated time of the only replication, where the run was interrupted in it; else null. */
  readonly brokenOff: Seconds | null;
}

/** @throws RangeError naming what is out of its range in the platform or the run */
export async function runExperiment(
  experiment: Experiment,
  workers: number | undefined,
  world: World,
): Promise<ExperimentOutcome> {
  const { everyCore, runReplications } = await import("../io/run-replications.ts");
  const { platform, run } = experiment;
  const judge = experimentJudge(platform, run);
  replicationOf(platform, run, 0); // refuses here, not on a thread
  const controller = new AbortController();
  const release = world.onInterrupt?.(() => controller.abort());
  const clearLine = () => {
    if (world.terminal) world.stderr("\r\u001b[K");
  };
  try {
    const { verdict, made, begun } = await runReplications<SimulationResult>({
      task: (number) => ({ replication: replicationOf(platform, run, number) }),
      most: mostReplications(run),
      judge: judge.judge,
      workers: workers ?? everyCore(),
      signal: controller.signal,
      ...(world.terminal
        ? {
            onMade: (count: number, seconds: number) =>
              world.stderr(`\r\u001b[K${progressWords(judge, count, seconds)}`),
          }
        : {}),
    });
    if (verdict !== null) return { result: verdict, partial: false, brokenOff: null };
    const result = partialResult(platform, run, begun === null ? made : [begun]);
    return { result, partial: true, brokenOff: begun?.at(-1)?.end ?? null };
  } finally {
    clearLine();
    release?.();
  }
}

/** "replication 3 of 10, about 4 s left". */
function progressWords({ expected }: ExperimentJudge, count: number, seconds: number): string {
  const total = Math.max(count, expected());
  const left = (seconds / count) * (total - count);
  return `replication ${count} of ${total}, about ${formatDuration(left, 1)} left`;
}
