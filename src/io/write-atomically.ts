/** Writes a pack of files: all of them, whole, or none. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { InputError } from "../workspace/input-error.ts";
import { LockedError } from "./pack/folder-lock.ts";
import type { OutputFile } from "./pack/output-file.ts";
import { ForeignJournalError, workFolder } from "./pack/pack-journal.ts";
import { settleFolder, writePack } from "./pack/write-pack.ts";
import { errorCode } from "./read-text.ts";

export type { OutputFile } from "./pack/output-file.ts";

/**
 * Replaces files, and removes those that the new pack has no successor for: see `pack/write-pack.ts`.
 * Who renders everything before calling this leaves either the old pack or the new one, whatever ends
 * the program. Missing folders are made.
 *
 * @param removed files that go; one that is not there is no fault
 * @param amid a long computation, during which signals are not to wait for its end
 * @throws InputError when a target cannot be written
 */
export function writeAtomically(
  files: readonly OutputFile[],
  removed: readonly string[] = [],
  amid?: "computation",
): void {
  const paths = [...files.map(({ path }) => path), ...removed].map((path) => resolve(path));
  const folder = commonFolder(paths);
  if (folder === undefined) return;
  let current = folder;
  try {
    requireRealFolder(folder);
    const pack = { folder, files, removed: removed.map((path) => resolve(path)) };
    writePack(amid === undefined ? pack : { ...pack, amid }, (path) => {
      current = path;
    });
  } catch (error) {
    throw new InputError([{ ...placed(current), ...refusal(error, "written") }]);
  }
}

/**
 * Ends what a run that was killed while writing has left in a folder. Whoever reads files that
 * Headroom writes calls this first.
 *
 * @throws InputError when it cannot be ended
 */
export function settleWriting(folder: string): void {
  try {
    settleFolder(folder);
  } catch (error) {
    const left = join(folder, workFolder);
    throw new InputError([{ ...placed(left), ...refusal(error, "ended") }]);
  }
}

/** The innermost folder that holds all paths; undefined for none. */
function commonFolder(paths: readonly string[]): string | undefined {
  return paths.map(dirname).reduce<string | undefined>((common, folder) => {
    if (common === undefined) return folder;
    let shared = common;
    while (!`${folder}${sep}`.startsWith(shared.endsWith(sep) ? shared : shared + sep)) {
      shared = dirname(shared);
    }
    return shared;
  }, undefined);
}

/** Files put beside the names of devices would replace them. */
function requireRealFolder(folder: string): void {
  if (/^\/(?:dev|proc|sys)(?:\/|$)/.test(folder)) throw new Error("it is a folder of the system");
}

function placed(path: string) {
  return { file: relative(process.cwd(), path) || ".", line: 1, column: 1 };
}

function refusal(error: unknown, what: string) {
  if (error instanceof LockedError) {
    const hint = "nothing was changed; wait for the other run of Headroom, or end it";
    return { message: `is locked: ${error.message}`, hint };
  }
  if (error instanceof ForeignJournalError) {
    const message = `cannot be ${what}: ${error.message}`;
    return { message, hint: `nothing was changed; see the folder, and ${workFolder} in it` };
  }
  const reason = errorCode(error) ?? (error instanceof Error ? error.message : error);
  const hint = "nothing was changed; check the folder, its rights and the free space";
  return { message: `cannot be ${what} (${reason})`, hint };
}
