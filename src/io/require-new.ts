/** Refuses to write over what a planner may have written. */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { InputError } from "../workspace/input-error.ts";

/** @throws InputError naming each of the paths that exists */
export function requireNew(
  paths: readonly string[],
  cwd: string,
  message: string,
  hint: string,
): void {
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) return;
  throw new InputError(
    there.map((path) => ({ file: relative(cwd, path) || ".", line: 1, column: 1, message, hint })),
  );
}
