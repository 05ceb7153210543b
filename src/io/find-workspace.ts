/** Finds the workspace that a working directory belongs to. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../workspace/input-error.ts";

export const workspaceFile = "headroom.yaml";

/**
 * The nearest folder upwards that holds a headroom.yaml; with `exact`, only the named
 * folder itself counts, since whoever names a folder means that one.
 *
 * @throws InputError when there is none
 */
export function findWorkspace(from: string, exact = false): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, workspaceFile))) return folder;
    if (exact || folder === dirname(folder)) break;
  }
  const message = exact
    ? "is not a workspace: it does not exist, or has no headroom.yaml"
    : "is not in a workspace: neither it nor a folder above it has a headroom.yaml";
  const hint = "change into a workspace, or name one with --workspace DIR";
  throw new InputError([{ file: from, line: 1, column: 1, message, hint }]);
}

/** Whether a working directory belongs to a workspace. */
export function findsWorkspace(from: string): boolean {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, workspaceFile))) return true;
    if (folder === dirname(folder)) return false;
  }
}
