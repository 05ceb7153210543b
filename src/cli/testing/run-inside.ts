import { run } from "../launch.ts";
import type { World } from "../world.ts";

/** What a command line in a folder prints and gives back, without a process of its own. */
export async function runInside(
  folder: string,
  args: readonly string[],
  person: Pick<World, "ask"> = {},
) {
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
    ...person,
  });
  return { status, stdout, stderr };
}
