/** The files that a pattern of `headroom.yaml` means, e.g. "models/scenarios/*.yaml". */
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { matchesStars } from "../platform/matches-stars.ts";
import { workspaceFile } from "./find-workspace.ts";
import { errorCode } from "./read-text.ts";
import type { WorkspaceReader } from "./workspace-reader.ts";

/**
 * Only the last part of the path may hold "*": enough to say "all of this folder". In the order
 * of their names. A folder that is not there, is none or may not be read is a problem.
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
  const names = folder.includes("*") ? undefined : namesIn(reader.at(folder));
  if (names === undefined) {
    const hint = `mend "${key}: ${pattern}" in ${workspaceFile}; only the last part may hold *`;
    reader.problem(folder, `is not a folder of ${key}`, hint);
    return [];
  }
  if (typeof names === "string") {
    const hint = "give yourself the right to read it";
    reader.problem(folder, `may not be read by this user (${names})`, hint);
    return [];
  }
  return names
    .filter((file) => matchesStars(basename(pattern), file))
    .map((file) => join(folder, file));
}

/** Names in a folder, in order; undefined where there is no such folder, a code where it may not be read. */
export function namesIn(folder: string): readonly string[] | string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return undefined;
    return readdirSync(folder).sort();
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : (code ?? String(error));
  }
}
