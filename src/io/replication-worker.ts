/** A thread that makes replications: each message is a task, each answer its windows. */
import { parentPort } from "node:worker_threads";
import { mergeParts } from "../experiment/summarize-experiment.ts";
import { type Replication, replicate } from "../simulation/replicate.ts";
import type { Window } from "../simulation/window.ts";

export interface ReplicationTask {
  readonly replication: Replication;
  /** Of each endpoint of the model, the simulated endpoints that stand for it. */
  readonly parts: readonly (readonly number[])[];
}

export interface ReplicationDone {
  /** Number of the replication. */
  readonly number: number;
  readonly windows: readonly Window[];
}

/** What a thread does with a task; elsewhere the same without a thread. */
export function makeReplication({ replication, parts }: ReplicationTask): ReplicationDone {
  return {
    number: replication.replication,
    windows: mergeParts({ parts }, replicate(replication)),
  };
}

parentPort?.on("message", (task: ReplicationTask) => {
  parentPort?.postMessage(makeReplication(task));
});
