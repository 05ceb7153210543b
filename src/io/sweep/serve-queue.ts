/** A worker of sweeps: takes batches of cells from a queue and sends their lines back. */
import type { Job } from "bullmq";
import type { Redis } from "ioredis";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { type CellThreads, cellThreads } from "./cell-threads.ts";
import {
  type CellJob,
  cellsKey,
  connectTo,
  KEPT,
  queueName,
  queuePackages,
  studyKey,
} from "./queue-address.ts";
import { cellOfLine } from "./results-lines.ts";

export interface QueueService {
  readonly address: string;
  /** Cells of another program are left to others. */
  readonly program: string;
  readonly threads: number;
  /** Ends the work after so long without any, s; null: never. */
  readonly idle: number | null;
  readonly signal: AbortSignal;
  /** Told after each batch how many cells are done. */
  readonly onDone: (cells: number) => void;
}

/** A worker that is gone for this long is lost, and its batch given to another, ms. */
const LOST_AFTER = 5000;
const LOOKED_EVERY = 2000;

/** A batch that has taken so many workers with it is given up. */
const MOST_LOST = 20;

/** Lines that nobody takes are forgotten, s. */
const UNTAKEN = 24 * 3600;

/**
 * Works until it is told to end. A batch that is under way then is done first.
 *
 * @returns how many cells it has done
 * @throws InputError where the packages are missing or nobody answers at the address
 */
export async function serveQueue(service: QueueService): Promise<number> {
  const packages = await queuePackages(service.address);
  const redis = await connectTo(service.address, packages);
  redis.on("error", () => {}); // it comes back by itself
  const sweeps = new KnownSweeps(redis, service.threads);
  let cells = 0;
  let last = performance.now();
  const work = async ({ data }: Job<CellJob>): Promise<void> => {
    const threads = await sweeps.threadsOf(data.sweep);
    const lines = await threads.compute(data.cells);
    await handOver(redis, data, lines);
    cells += lines.length;
    last = performance.now();
    service.onDone(cells);
  };
  const worker = new packages.Worker(queueName(service.program), work, {
    connection: redis,
    concurrency: service.threads,
    lockDuration: LOST_AFTER,
    stalledInterval: LOOKED_EVERY,
    maxStalledCount: MOST_LOST,
    runRetryDelay: 1000,
  });
  worker.on("error", () => {});
  await ended(service, () => performance.now() - last);
  await worker.close();
  await sweeps.close();
  redis.disconnect();
  return cells;
}

/** To whoever waits for them, and kept for who merges them; both or neither. */
async function handOver(
  redis: Redis,
  { batch, results, sweep }: CellJob,
  lines: readonly string[],
): Promise<void> {
  const kept = lines.map((line): [number, string] => [cellOfLine(line)?.cell ?? -1, line]);
  const done = redis.multi();
  done.rpush(results, [batch, ...lines].join("\n")).expire(results, UNTAKEN);
  done.hset(cellsKey(sweep), new Map(kept)).expire(cellsKey(sweep), KEPT);
  const answers = await done.expire(studyKey(sweep), KEPT).exec();
  const refused = answers?.find(([error]) => error !== null)?.[0];
  if (answers === null || refused !== undefined) throw refused ?? new Error("nothing was taken");
}

/** Looked at so often whether there is still work, ms. */
const GLANCE = 200;

function ended({ signal, idle }: QueueService, silence: () => number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!signal.aborted && (idle === null || silence() < 1000 * idle)) return;
      clearInterval(timer);
      resolve();
    }, GLANCE);
  });
}

/** The sweep that batches are of: read once, its threads kept until another one comes. */
class KnownSweeps {
  readonly #redis: Redis;
  readonly #threads: number;
  #known: { readonly sweep: string; readonly threads: Promise<CellThreads> } | null = null;

  constructor(redis: Redis, threads: number) {
    this.#redis = redis;
    this.#threads = threads;
  }

  threadsOf(sweep: string): Promise<CellThreads> {
    if (this.#known?.sweep === sweep) return this.#known.threads;
    const before = this.#known;
    const threads = this.#begin(sweep);
    this.#known = { sweep, threads };
    threads.catch(() => {
      if (this.#known?.threads === threads) this.#known = null;
    });
    // Its own batches under way fail, and are queued again by who asked for them.
    void before?.threads.then((old) => old.close()).catch(() => {});
    return threads;
  }

  async close(): Promise<void> {
    await (await this.#known?.threads.catch(() => undefined))?.close();
  }

  async #begin(sweep: string): Promise<CellThreads> {
    const text = await this.#redis.get(studyKey(sweep));
    if (text === null) throw new Error(`the sweep ${sweep} is not there any more`);
    const study: SweepStudy = JSON.parse(text);
    return cellThreads(study, this.#threads);
  }
}
