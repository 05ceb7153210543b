import { run } from "../launch.ts";

/** What a command line in a folder prints and gives back, without a process of its own. */
export async function runInside(folder: string, args: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const status = await run(args, {
    cwd: folder,
    env: {},
    stdout: (content) => {
      stdout += content;
    },
    stderr: (content) => {
      stderr += content;
    },
    terminal: false,
  });
  return { status, stdout, stderr };
}
