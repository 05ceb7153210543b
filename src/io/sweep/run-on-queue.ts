/**
 * A sweep on the workers of a BullMQ queue.
 *
 * Nothing in Redis is trusted to last. A worker puts the lines of a batch on a list and then ends
 * its job; the lines are taken off and kept in the file of results, cell by cell, once. A batch
 * whose worker is lost goes back to the queue by itself (a stalled job); one that Redis has
 * forgotten, or whose lines got lost on the way, is queued again when nothing comes any more.
 */
import { randomUUID } from "node:crypto";
import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { InputError } from "../../workspace/input-error.ts";
import {
  type CellJob,
  cellsKey,
  connectTo,
  KEPT,
  queueName,
  queuePackages,
  shownAddress,
  studyKey,
} from "./queue-address.ts";
import { cellOfLine } from "./results-lines.ts";
import { takeFrom } from "./run-on-threads.ts";
import { sha256Key } from "./sha256-key.ts";
import type { SweepExecutor, SweepWork } from "./sweep-executor.ts";

/** A batch takes some 50 ms: solved cells take 3 ms each, simulated ones more. */
const BATCH = { analytic: 16, simulated: 1 } as const;

/** Batches that are queued at once: enough for hundreds of workers, little for Redis. */
const QUEUED = 1000;

/** Answers taken at once. */
const TAKEN = 64;

/** Without an answer for so long, what is queued is looked at, ms. */
const QUIET = 3000;

/** Times that a batch may fail. */
const MOST_FAILURES = 5;

export function onQueue(address: string, say: (words: string) => void): SweepExecutor {
  return async (work) => {
    if (work.count === 0) return;
    const packages = await queuePackages(address);
    const redis = await connectTo(address, packages);
    const blocking = redis.duplicate();
    const queue = new packages.Queue(queueName(work.study.program), { connection: redis });
    letReturn([redis, blocking, queue]);
    try {
      await new QueuedSweep(work, { address, redis, blocking, queue, say }).run();
    } finally {
      await queue.close().catch(() => {});
      for (const one of [redis, blocking]) one.disconnect();
    }
  };
}

/** Lost connections are told as errors; they come back by themselves. */
function letReturn(
  all: readonly { on: (event: "error", listener: () => void) => unknown }[],
): void {
  for (const one of all) one.on("error", () => {});
}

interface Connections {
  readonly address: string;
  readonly redis: Redis;
  /** Waits for answers. */
  readonly blocking: Redis;
  readonly queue: Queue;
  readonly say: (words: string) => void;
}

class QueuedSweep {
  readonly #work: SweepWork;
  readonly #to: Connections;
  readonly #study: string;
  readonly #sweep: string;
  readonly #results: string;
  readonly #left: Iterator<number>;
  /** Batches without an answer, and how often each has failed. */
  readonly #queued = new Map<string, { cells: readonly number[]; failures: number }>();
  /** Whether lines of this sweep lay there when it began. */
  #kept = false;
  #done = false;
  #heard = performance.now();
  #warned = false;

  constructor(work: SweepWork, to: Connections) {
    this.#work = work;
    this.#to = to;
    this.#study = JSON.stringify(work.study);
    this.#sweep = sha256Key(this.#study);
    this.#results = `headroom:lines:${randomUUID()}`;
    this.#left = work.cells[Symbol.iterator]();
  }

  async run(): Promise<void> {
    await this.#keepStudy();
    this.#kept = (await this.#to.redis.exists(cellsKey(this.#sweep))) > 0;
    for (;;) {
      await this.#fill();
      if ((this.#done && this.#queued.size === 0) || this.#work.signal?.aborted) break;
      const answers = await this.#answers();
      for (const answer of answers) this.#take(answer);
      if (answers.length > 0) this.#heard = performance.now();
      else if (performance.now() - this.#heard > QUIET) await this.#lookAfter();
    }
    await this.#clear();
  }

  async #keepStudy(): Promise<void> {
    await this.#to.redis.set(studyKey(this.#sweep), this.#study, "EX", KEPT);
  }

  /** Queues batches until there are enough. */
  async #fill(): Promise<void> {
    const added: [string, readonly number[]][] = [];
    while (!this.#done && this.#queued.size + added.length < QUEUED) {
      const cells = takeFrom(this.#left, BATCH[this.#work.study.task.method]);
      if (cells.length === 0) this.#done = true;
      const left = this.#kept ? await this.#withoutKept(cells) : cells;
      if (left.length > 0) added.push([randomUUID(), left]);
    }
    if (added.length === 0) return;
    for (const [batch, cells] of added) this.#queued.set(batch, { cells, failures: 0 });
    await this.#add(added);
  }

  /** Takes what an earlier run had computed. */
  async #withoutKept(cells: readonly number[]): Promise<readonly number[]> {
    if (cells.length === 0) return [];
    const lines = await this.#to.redis.hmget(cellsKey(this.#sweep), ...cells.map(String));
    const kept = lines.map((line, i) =>
      line !== null && cellOfLine(line)?.cell === cells[i] ? [line] : [],
    );
    this.#work.onLines(kept.flat());
    return cells.filter((_, i) => kept[i]?.length !== 1);
  }

  async #add(batches: readonly (readonly [string, readonly number[]])[]): Promise<void> {
    await this.#to.queue.addBulk(
      batches.map(([batch, cells]) => {
        const data: CellJob = { sweep: this.#sweep, batch, cells, results: this.#results };
        return { name: "cells", data, opts: { jobId: batch, removeOnComplete: true } };
      }),
    );
  }

  /** What workers have sent; none after a second of silence. */
  async #answers(): Promise<readonly string[]> {
    const { blocking } = this.#to;
    try {
      const many = await blocking.lpop(this.#results, TAKEN);
      if (many !== null && many.length > 0) return many;
      const one = await blocking.blpop(this.#results, 1);
      return one === null ? [] : [one[1]];
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200)); // it comes back, or is looked after
      return [];
    }
  }

  /** "batch, then a line for each cell". */
  #take(answer: string): void {
    const [batch = "", ...lines] = answer.split("\n");
    const asked = this.#queued.get(batch);
    // A batch that was done twice has been taken already.
    if (asked === undefined || asked.cells.length !== lines.length) return;
    this.#queued.delete(batch);
    this.#work.onLines(lines);
  }

  /** Queues again what Redis has forgotten or given up. */
  async #lookAfter(): Promise<void> {
    this.#heard = performance.now();
    await this.#keepStudy();
    const { queue } = this.#to;
    for (const [batch, asked] of [...this.#queued]) {
      const state = await queue.getJobState(batch);
      if (state === "waiting" || state === "active" || state === "delayed") continue;
      if (state === "failed") await this.#noteFailure(batch, asked);
      const again = randomUUID();
      this.#queued.delete(batch);
      this.#queued.set(again, asked);
      await this.#add([[again, asked.cells]]);
    }
    if (this.#warned || (await this.#workers()) > 0) return;
    this.#warned = true;
    const { address, say } = this.#to;
    say(`waiting for a worker: headroom worker --queue ${shownAddress(address)}`);
  }

  async #noteFailure(batch: string, asked: { cells: readonly number[]; failures: number }) {
    const { queue, address } = this.#to;
    const job = await queue.getJob(batch);
    const reason = job?.failedReason ?? "for no reason that is known";
    await job?.remove();
    asked.failures++;
    if (asked.failures < MOST_FAILURES) return;
    const message = `cells ${asked.cells.join(", ")} failed ${MOST_FAILURES} times: ${reason}`;
    const hint = "what was computed stays; compute the rest without --queue to see why";
    throw new InputError([{ file: shownAddress(address), line: 1, column: 1, message, hint }]);
  }

  async #workers(): Promise<number> {
    try {
      return await this.#to.queue.getWorkersCount();
    } catch {
      return 1; // not every server says who is connected
    }
  }

  /** Leaves nothing behind. */
  async #clear(): Promise<void> {
    const { queue, redis } = this.#to;
    for (const batch of this.#queued.keys()) await queue.remove(batch).catch(() => {});
    await redis.del(this.#results).catch(() => {});
  }
}
