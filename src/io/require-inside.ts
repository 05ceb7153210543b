/** A folder that Headroom writes stays in the workspace, links and all. */
import { accessSync, constants, existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, sep } from "node:path";
import type { WorkspaceReader } from "./workspace-reader.ts";

/**
 * Notes a problem where a folder, or one that holds it, is a link out of the workspace, to nothing, or
 * no folder.
 *
 * @param hint the remedy
 */
export function requireInside(reader: WorkspaceReader, folder: string, hint: string): void {
  const root = realpathSync(reader.at("."));
  let there = reader.at(folder);
  try {
    while (!isThere(there)) there = dirname(there);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    reader.problem(folder, `cannot be reached${code}`, hint);
    return;
  }
  if (!existsSync(there)) {
    reader.problem(folder, "is a link to nothing", hint);
    return;
  }
  const real = realpathSync(there);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
    reader.problem(folder, "is a link that leaves the workspace", hint);
  } else if (!lstatSync(real).isDirectory()) {
    reader.problem(folder, "is not a folder", hint);
  } else if (!mayWrite(real)) {
    reader.problem(folder, "may not be written by this user", "give yourself the right to it");
  }
}

/** Below a file there is nothing; what may not be looked at, or has too long a name, throws. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return false;
    throw error;
  }
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
