/** The scenario of a workspace that a planner meant by a path that leads nowhere. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InputError } from "../../workspace/input-error.ts";
import { parseWorkspace } from "../../workspace/parse-workspace.ts";
import { workspaceFile } from "../find-workspace.ts";
import { listFiles } from "../list-files.ts";
import { WorkspaceReader } from "../workspace-reader.ts";
import { nearName } from "./near-file.ts";

/**
 * @param root folder that may hold headroom.yaml
 * @throws InputError with the nearest scenario of the workspace, where there is a near one
 */
export function requireScenarioFiles(root: string, cwd: string, paths: readonly string[]): void {
  const missing = paths.filter((path) => path !== "-" && !existsSync(resolve(cwd, path)));
  if (missing.length === 0 || !existsSync(join(root, workspaceFile))) return;
  const reader = new WorkspaceReader(root, cwd);
  const file = reader.parse(workspaceFile, parseWorkspace);
  if (file === undefined) return; // whoever reads the workspace says what is wrong with it
  const known = (["scenarios", "improvements"] as const).flatMap((key) => {
    const pattern = file[key];
    return pattern === undefined ? [] : listFiles(reader, key, pattern);
  });
  const problems = missing.flatMap((path) => {
    const near = nearName(relative(cwd, resolve(cwd, path)).split(/[/\\]/).at(-1) ?? path, known);
    if (near === undefined) return [];
    const hint = `did you mean ${relative(cwd, join(root, near))}?`;
    return [{ file: path, line: 1, column: 1, message: "does not exist", hint }];
  });
  if (problems.length > 0) throw new InputError(problems);
}
