/** A sweep on the cores of this machine. */
import { cellThreads } from "./cell-threads.ts";
import type { SweepExecutor, SweepWork } from "./sweep-executor.ts";

/** Cells that a thread is given at a time: few towards the end, so that all are done together. */
const MOST_AT_ONCE = 32;

/** Cells on so many threads; whatever their number, the same lines. */
export function onThreads(most: number): SweepExecutor {
  return async (work) => {
    const { study, count, onLines, signal } = work;
    if (count === 0) return;
    const threads = cellThreads(study, Math.min(most, count));
    const next = batches(work, threads.count);
    const ended = new Promise<void>((resolve) =>
      signal?.addEventListener("abort", () => resolve()),
    );
    const each = Array.from({ length: threads.count }, async () => {
      for (let cells = next(); cells.length > 0 && !signal?.aborted; cells = next()) {
        const lines = await threads.compute(cells);
        if (!signal?.aborted) onLines(lines);
      }
    });
    try {
      const all = Promise.all(each);
      all.catch(() => {}); // of an aborted run
      await Promise.race([all, ended]);
    } finally {
      await threads.close();
    }
  };
}

/** The next cells, fewer the fewer there are; none at the end. */
function batches({ cells, count }: SweepWork, threads: number): () => readonly number[] {
  const left = cells[Symbol.iterator]();
  let given = 0;
  return () => {
    const fair = Math.ceil((count - given) / (4 * threads));
    const size = Math.min(Math.max(fair, 1), MOST_AT_ONCE);
    const taken = takeFrom(left, size);
    given += taken.length;
    return taken;
  };
}

/** So many of an iterator, or what is left. */
export function takeFrom(left: Iterator<number>, most: number): readonly number[] {
  const taken: number[] = [];
  while (taken.length < most) {
    const next = left.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}
