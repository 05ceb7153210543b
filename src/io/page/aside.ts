/** Work on another thread, by the file that does it on either side. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

type Told<Made> = { readonly made: Made } | { readonly problem: string };

/** A task as it crosses over: plain data. */
interface Sent<Task> {
  readonly aside: string;
  readonly task: Task;
}

/**
 * Has a file, loaded anew on a thread of its own, do a task by `answerAside`.
 *
 * @throws Error with the words of whatever was thrown there
 */
export function askAside<Task, Made>(file: string, task: Task): Promise<Made> {
  const sent: Sent<Task> = JSON.parse(JSON.stringify({ aside: file, task }));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file), { workerData: sent });
    worker.once("message", (told: Told<Made>) => {
      if ("made" in told) resolve(told.made);
      else reject(new Error(told.problem));
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that was asked has ended")));
  });
}

/** Called as the file is loaded: works where it was asked for, on another thread, and else not at all. */
export async function answerAside<Task, Made>(
  file: string,
  work: (task: Task) => Promise<Made>,
): Promise<void> {
  const sent: Sent<Task> | null | undefined = workerData;
  if (isMainThread || sent?.aside !== file) return;
  const told = await work(sent.task).then(
    (made): Told<Made> => ({ made }),
    (error: unknown): Told<Made> => ({
      problem: error instanceof Error ? error.message : String(error),
    }),
  );
  parentPort?.postMessage(told);
}
