/** A thread that makes replications: each message is a task, each answer its windows. */
import { parentPort } from "node:worker_threads";
import { type Replication, replicate } from "../simulation/engine/replicate.ts";
import type { Window } from "../simulation/engine/window.ts";

export interface ReplicationTask {
  readonly replication: Replication;
  /** Not 0 once the run is to end early: a thread at work gets no messages. */
  readonly stop?: SharedArrayBuffer;
}

export interface ReplicationDone {
  /** Number of the replication. */
  readonly number: number;
  readonly windows: readonly Window[];
  /** Whether it ended early. */
  readonly stopped: boolean;
}

/** What a thread does with a task; elsewhere the same without a thread. */
export function makeReplication({ replication, stop }: ReplicationTask): ReplicationDone {
  const flag = stop && new Int32Array(stop);
  let stopped = false;
  const windows = replicate(replication, () => {
    stopped = flag !== undefined && Atomics.load(flag, 0) !== 0;
    return stopped;
  });
  return {
    number: replication.replication,
    windows: windows,
    // Stopped after its last window it is whole.
    stopped: stopped && !isWhole(replication, windows),
  };
}

function isWhole({ until }: Replication, windows: readonly Window[]): boolean {
  return "time" in until && (windows.at(-1)?.end ?? 0) >= until.time;
}

parentPort?.on("message", (task: ReplicationTask) => {
  parentPort?.postMessage(makeReplication(task));
});
