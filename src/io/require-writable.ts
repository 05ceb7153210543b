/** Whether a file can be written, asked before work that would be lost. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { InputError } from "../workspace/input-error.ts";

/** @throws InputError where there is something else, no folder to put it into, or no right to */
export function requireWritable(path: string, cwd: string): void {
  const target = resolve(cwd, path);
  const refuse = (message: string, hint: string) =>
    new InputError([{ file: relative(cwd, target) || ".", line: 1, column: 1, message, hint }]);
  if (existsSync(target) && !statSync(target).isFile()) {
    throw refuse("is there and no plain file", "name another file");
  }
  let folder = dirname(target);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) {
    throw refuse(`cannot be written: ${relative(cwd, folder)} is a file`, "name another folder");
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw refuse("may not be written by this user", "name another folder");
  }
}
