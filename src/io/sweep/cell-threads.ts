/** Threads that compute cells of one sweep. */
import { Worker } from "node:worker_threads";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { cellComputer } from "./cell-thread.ts";

export interface CellThreads {
  /** How many there are: so many lists of cells are computed at once. */
  readonly count: number;
  /** The lines of cells, once a thread was free and has computed them. */
  readonly compute: (cells: readonly number[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Threads run compiled code only; from the sources the same is done without them. */
const threaded = import.meta.url.endsWith(".js");

export function cellThreads(study: SweepStudy, count: number): CellThreads {
  if (threaded) return new ThreadPool(study, count);
  const compute = cellComputer(study);
  return {
    count: 1,
    compute: async (cells) => {
      await new Promise((resolve) => setImmediate(resolve)); // an interruption gets through
      return compute(cells);
    },
    close: async () => {},
  };
}

interface Waiting {
  readonly cells: readonly number[];
  readonly resolve: (lines: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

class ThreadPool implements CellThreads {
  readonly count: number;
  readonly #idle: Worker[] = [];
  readonly #all: readonly Worker[];
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Map<Worker, Waiting>();

  constructor(study: SweepStudy, count: number) {
    this.count = count;
    const file = new URL("./cell-thread.js", import.meta.url);
    this.#all = Array.from({ length: count }, () => {
      const worker = new Worker(file, { workerData: { study } });
      worker.on("message", (lines: readonly string[]) => {
        const done = this.#busy.get(worker);
        this.#busy.delete(worker);
        this.#idle.push(worker);
        done?.resolve(lines);
        this.#give();
      });
      worker.on("error", (error) => this.#fail(error));
      return worker;
    });
    this.#idle.push(...this.#all);
  }

  compute(cells: readonly number[]): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ cells, resolve, reject });
      this.#give();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
    this.#fail(new Error("the threads were ended"));
  }

  #give(): void {
    for (;;) {
      const next = this.#waiting[0];
      const worker = next === undefined ? undefined : this.#idle.pop();
      if (next === undefined || worker === undefined) return;
      this.#waiting.shift();
      this.#busy.set(worker, next);
      worker.postMessage(next.cells);
    }
  }

  /** A thread that broke down takes all with it: its fault would come again in the next. */
  #fail(error: unknown): void {
    const left = [...this.#busy.values(), ...this.#waiting.splice(0)];
    this.#busy.clear();
    for (const { reject } of left) reject(error);
  }
}
