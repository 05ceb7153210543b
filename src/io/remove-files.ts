/** Removes files that a new pack has no successor for. */
import { rmSync } from "node:fs";
import { InputError } from "../workspace/input-error.ts";
import { errorCode } from "./read-text.ts";

/** @throws InputError when a file is there and cannot be removed; one that is not there is no fault */
export function removeFiles(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      const message = `cannot be removed (${errorCode(error) ?? error})`;
      const hint = "it belongs to the campaign that was replaced; remove it by hand";
      throw new InputError([{ file: path, line: 1, column: 1, message, hint }]);
    }
  }
}
