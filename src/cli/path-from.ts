import type { WorkspaceReader } from "../io/workspace-reader.ts";
import type { World } from "./world.ts";

/** A path typed in the working directory, as the reader of the workspace wants it; "-" stays. */
export async function pathFrom(
  world: World,
  reader: WorkspaceReader,
  typed: string,
): Promise<string> {
  if (typed === "-") return typed;
  const { relative, resolve } = await import("node:path");
  return relative(reader.at("."), resolve(world.cwd, typed));
}
