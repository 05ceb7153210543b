import { onThreads } from "../../io/sweep/run-on-threads.ts";
import type { SweepExecutor } from "../../io/sweep/sweep-executor.ts";
import type { World } from "../world.ts";

/** Who computes the cells: the threads of this process, or whoever works for a queue. */
export async function executorOf(
  queue: string | null,
  threads: number,
  world: World,
): Promise<SweepExecutor> {
  if (queue === null) return onThreads(threads);
  const { onQueue } = await import("../../io/sweep/run-on-queue.ts");
  return onQueue(queue, (words) => world.stderr(`${words}\n`));
}
