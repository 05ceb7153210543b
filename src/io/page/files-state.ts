import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What the files of a workspace look like from outside: their names, sizes and times, and what else
 * lies in their folders. Differs when one is written, added or removed.
 *
 * @param paths from the root
 */
export function filesState(root: string, paths: readonly string[]): string {
  const folders = new Set(paths.map((path) => dirname(join(root, path))));
  const listed = [...folders].sort().map((folder) => `${folder} ${namesIn(folder).join("/")}`);
  return [...paths.map((path) => stateOf(join(root, path))), ...listed].join("\n");
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? `${path} none` : `${path} ${found.size} ${found.mtimeMs}`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch {
    return [];
  }
}
