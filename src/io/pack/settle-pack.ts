/** Ends a pack whose writing broke off: the new one where all of it is there, else the old one. */
import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.ts";
import { isOfLock } from "./folder-lock.ts";
import { closeJournal, newFile, oldFile, type PackJournal, readJournal } from "./pack-journal.ts";

/**
 * Done again after it broke off itself, it gives the same. The lock must be held.
 *
 * @param work the folder of the work, beside the files of the pack
 * @returns folders that were made for a pack which is not there, outermost first: they go once `work` has gone
 * @throws ForeignJournalError
 */
export function settlePack(disk: FileSystem, work: string): readonly string[] {
  const journal = readJournal(disk, work);
  const undone = journal !== undefined && !isComplete(disk, work, journal);
  if (undone) rollBack(disk, work, journal);
  closeJournal(disk, work);
  for (const name of disk.readdirSync(work)) {
    if (!isOfLock(name)) disk.rmSync(join(work, name), { recursive: true, force: true });
  }
  const made = undone ? journal.made.map((path) => at(work, path)) : [];
  removeMade(disk, made); // those that hold the work itself, later
  return made;
}

/** The innermost first; one that somebody uses by now stays. */
export function removeMade(disk: FileSystem, made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      disk.rmdirSync(path);
    } catch {
      // Not empty, or gone.
    }
  }
}

function isComplete(disk: FileSystem, work: string, { steps }: PackJournal): boolean {
  if (steps.length === 0) return false;
  return steps.every(({ target, removed }, index) =>
    removed ? !isThere(disk, at(work, target)) : !isThere(disk, newFile(work, index)),
  );
}

function rollBack(disk: FileSystem, work: string, { steps }: PackJournal): void {
  for (const [index, { target, existed, removed }] of steps.entries()) {
    const old = oldFile(work, index);
    const untouched = !removed && isThere(disk, newFile(work, index));
    if (untouched) continue;
    if (!existed) disk.rmSync(at(work, target), { force: true });
    else if (isThere(disk, old)) disk.renameSync(old, at(work, target));
  }
}

const at = (work: string, path: string) => join(dirname(work), path);

/** A link that leads nowhere is there, too. */
function isThere(disk: FileSystem, path: string): boolean {
  return disk.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
