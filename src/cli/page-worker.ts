/** The page of a workspace made on another thread, so that a server goes on answering meanwhile. */
import { answerAside, askAside } from "../io/page/aside.ts";
import type { Arguments } from "./command.ts";
import { exploredPage } from "./explored-page.ts";

export interface MadePage {
  readonly html: string;
  readonly root: string;
  /** Files that it was made from. */
  readonly files: readonly string[];
}

interface PageTask {
  readonly args: Arguments;
  readonly cwd: string;
}

const here = import.meta.url;

/** Threads run compiled code only; from the sources the same is done without one. */
const threaded = here.endsWith(".js");

/** On this thread. @throws whatever reading or fitting the workspace throws */
export async function makePage({ args, cwd }: PageTask): Promise<MadePage> {
  const silent = { cwd, env: {}, stdout: () => {}, stderr: () => {}, terminal: false };
  const { html, prepared } = await exploredPage(args, silent, true);
  const { root, inputs } = prepared.workspace;
  return { html, root, files: Object.keys(inputs) };
}

/** On another thread. @throws Error with the same words */
export function makePageAside(task: PageTask): Promise<MadePage> {
  return threaded ? askAside<PageTask, MadePage>(here, task) : makePage(task);
}

await answerAside(here, makePage);
