/** The page of a workspace made on another thread, so that a server goes on answering meanwhile. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Arguments } from "./command.ts";
import { exploredPage } from "./explored-page.ts";

export interface MadePage {
  readonly html: string;
  readonly root: string;
  /** Files that it was made from. */
  readonly files: readonly string[];
}

interface PageTask {
  readonly what: "served page";
  readonly args: Arguments;
  readonly cwd: string;
}

type Told = { readonly page: MadePage } | { readonly problem: string };

/** Threads run compiled code only; from the sources the same is done without one. */
const threaded = import.meta.url.endsWith(".js");

/** On this thread. @throws whatever reading or fitting the workspace throws */
export async function makePage(args: Arguments, cwd: string): Promise<MadePage> {
  const silent = { cwd, env: {}, stdout: () => {}, stderr: () => {}, terminal: false };
  const { html, prepared } = await exploredPage(args, silent, true);
  const { root, inputs } = prepared.workspace;
  return { html, root, files: Object.keys(inputs) };
}

/** On another thread. @throws Error with the same words */
export function makePageAside(args: Arguments, cwd: string): Promise<MadePage> {
  if (!threaded) return makePage(args, cwd);
  const task: PageTask = { what: "served page", args: JSON.parse(JSON.stringify(args)), cwd };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    worker.once("message", (told: Told) => {
      if ("page" in told) resolve(told.page);
      else reject(new Error(told.problem));
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that makes the page has ended")));
  });
}

function isTask(data: unknown): data is PageTask {
  return typeof data === "object" && data !== null && "what" in data && data.what === "served page";
}

if (!isMainThread && isTask(workerData)) {
  const told = await makePage(workerData.args, workerData.cwd).then(
    (page): Told => ({ page }),
    (error: unknown): Told => ({
      problem: error instanceof Error ? error.message : String(error),
    }),
  );
  parentPort?.postMessage(told);
}
