/** Replications on several threads, judged in the order of their numbers. */
import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Window } from "../simulation/engine/window.ts";
import {
  makeReplication,
  type ReplicationDone,
  type ReplicationTask,
} from "./replication-worker.ts";

export interface ReplicationPlan<Verdict> {
  /** The task of a replication, by its number from 0. */
  readonly task: (number: number) => ReplicationTask;
  /** Most replications. */
  readonly most: number;
  /**
   * Whether the replications made so far, in the order of their numbers and without a gap, are
   * enough: what they say, or null for more. Asked once for each number of them.
   */
  readonly judge: (made: readonly (readonly Window[])[]) => Verdict | null;
  /** Threads. */
  readonly workers: number;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  /** Told after each how many there are, and the time since the start. */
  readonly onMade?: (count: number, seconds: number) => void;
}

export interface ReplicationsMade<Verdict> {
  /** Null when the run was ended early. */
  readonly verdict: Verdict | null;
  readonly made: readonly (readonly Window[])[];
  /** What there is of the replication that the run was ended in, where none was done; else null. */
  readonly begun: readonly Window[] | null;
}

/** One thread for each core. */
export const everyCore = (): number => availableParallelism();

/**
 * Lets the compiler draw three times as much code into a function as it does by itself. The simulator's loop is
 * many short functions: some 8 to 15 % faster so. For the whole process, threads included; results stay the same.
 */
export function inlineMore(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=3000");
}

/** Most threads that this machine is asked for. */
export const mostWorkers = (): number => 4 * everyCore();

/** Threads run compiled code only; from the sources the same is done without them. */
const threaded = import.meta.url.endsWith(".js");

/**
 * Makes replications until the judge has enough. Which replications count depends on their
 * numbers alone, never on which thread was faster: the verdict is the same for any number of them.
 *
 * @throws whatever a replication throws
 */
export async function runReplications<Verdict>(
  plan: ReplicationPlan<Verdict>,
): Promise<ReplicationsMade<Verdict>> {
  inlineMore();
  const began = performance.now();
  const waiting = new Map<number, readonly Window[]>();
  const made: (readonly Window[])[] = [];
  let begun: ReplicationDone | null = null;
  const take = (done: ReplicationDone): Verdict | null => {
    const { number, windows, stopped } = done;
    if (stopped) {
      if (begun === null || number < begun.number) begun = done;
      return null;
    }
    waiting.set(number, windows);
    for (;;) {
      const next = waiting.get(made.length);
      if (next === undefined) return null;
      waiting.delete(made.length);
      made.push(next);
      const verdict = plan.judge(made);
      if (verdict !== null) return verdict;
      plan.onMade?.(made.length, (performance.now() - began) / 1000);
    }
  };
  const verdict = threaded ? await onThreads(plan, take) : await inTurn(plan, take);
  const first = begun as ReplicationDone | null; // assigned in a call, which the compiler misses
  return { verdict, made, begun: made.length === 0 ? (first?.windows ?? null) : null };
}

async function inTurn<Verdict>(
  plan: ReplicationPlan<Verdict>,
  take: (done: ReplicationDone) => Verdict | null,
): Promise<Verdict | null> {
  for (let number = 0; number < plan.most; number++) {
    await new Promise((resolve) => setImmediate(resolve)); // an interruption gets through
    if (plan.signal?.aborted) return null;
    const verdict = take(makeReplication(plan.task(number)));
    if (verdict !== null) return verdict;
  }
  return null;
}

async function onThreads<Verdict>(
  plan: ReplicationPlan<Verdict>,
  take: (done: ReplicationDone) => Verdict | null,
): Promise<Verdict | null> {
  const file = new URL("./replication-worker.js", import.meta.url);
  const threads = Array.from({ length: Math.min(plan.workers, plan.most) }, () => new Worker(file));
  const stop = new SharedArrayBuffer(4);
  let next = 0;
  let pending = 0;
  try {
    return await new Promise<Verdict | null>((resolve, reject) => {
      const give = (thread: Worker) => {
        if (next === plan.most || plan.signal?.aborted) return;
        pending++;
        thread.postMessage({ ...plan.task(next++), stop });
      };
      plan.signal?.addEventListener("abort", () => {
        Atomics.store(new Int32Array(stop), 0, 1);
        if (pending === 0) resolve(null);
      });
      for (const thread of threads) {
        thread.on("error", reject);
        thread.on("message", (done: ReplicationDone) => {
          pending--;
          try {
            const verdict = take(done);
            if (verdict !== null) return resolve(verdict);
            give(thread);
            if (pending === 0) resolve(null);
          } catch (error) {
            reject(error);
          }
        });
        give(thread);
      }
      if (plan.signal?.aborted) resolve(null);
    });
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
