/** The files that a pattern of `headroom.yaml` means, e.g. "models/scenarios/*.yaml". */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { workspaceFile } from "./find-workspace.ts";
import type { WorkspaceReader } from "./workspace-reader.ts";

/**
 * Only the last part of the path may hold "*": enough to say "all of this folder". In the order
 * of their names. A folder that is not there is a problem.
 *
 * @param key of `headroom.yaml`, for the message
 */
export function listFiles(
  reader: WorkspaceReader,
  key: string,
  pattern: string,
): readonly string[] {
  if (!pattern.includes("*")) return [pattern];
  const folder = dirname(pattern);
  const name = new RegExp(
    `^${basename(pattern)
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
  if (folder.includes("*") || !existsSync(reader.at(folder))) {
    const hint = `mend "${key}: ${pattern}" in ${workspaceFile}; only the last part may hold *`;
    reader.problem(folder, `is not a folder of ${key}`, hint);
    return [];
  }
  const files = readdirSync(reader.at(folder)).filter((file) => name.test(file));
  return files.sort().map((file) => join(folder, file));
}
