import { relative, sep } from "node:path";
import { workspaceFile } from "../find-workspace.ts";
import { requireInside } from "../require-inside.ts";
import type { WorkspaceReader } from "../workspace-reader.ts";

/**
 * Notes a problem where the folder for what is generated is no folder of the workspace, or holds what the
 * reader has read: a pack that is written there would lie among measurements and models.
 */
export function requireOutFolder(reader: WorkspaceReader, folder: string): void {
  const hint = `name a folder of the workspace of its own under "out:" in ${workspaceFile}`;
  requireInside(reader, folder, hint);
  const from = reader.at(folder);
  const held = Object.keys(reader.inputs).find(
    (path) => relative(from, reader.at(path)).split(sep)[0] !== "..",
  );
  if (held !== undefined) reader.problem(folder, `holds ${held}, which is read`, hint);
}
