/** Writes a pack of files as one thing: after any break there is the old pack or the new one. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { type FileSystem, nodeFileSystem, writeWhole } from "./file-system.ts";
import { lockFolder } from "./folder-lock.ts";
import { holdSignals } from "./hold-signals.ts";
import type { OutputFile } from "./output-file.ts";
import {
  newFile,
  oldFile,
  type PackStep,
  requireInside,
  workFolder,
  writeJournal,
} from "./pack-journal.ts";
import { removeMade, settlePack } from "./settle-pack.ts";

export interface Pack {
  /** Absolute path of a folder that holds all of it, which is made where it is missing. */
  readonly folder: string;
  /** In the order in which they come into place: what announces the rest belongs to the end. */
  readonly files: readonly OutputFile[];
  /** Absolute paths of files that go with the old pack, where they are. */
  readonly removed: readonly string[];
  /** Amid a long computation signals end the program at once, as a kill would: the next run settles. */
  readonly amid?: "computation";
}

/**
 * New contents go into a hidden folder beside the targets, and what stood there before is kept there by a
 * second link; then a journal says what is to come, and each file is renamed into place. Who is killed in
 * between leaves the journal, and `settleFolder` or the next pack ends the work. Signals wait until
 * it is done, but amid a computation; other runs that write there, too.
 *
 * @param onTarget told which file is at hand
 */
export function writePack(
  pack: Pack,
  onTarget: (path: string) => void = () => {},
  disk: FileSystem = nodeFileSystem,
): void {
  const { folder } = pack;
  onTarget(folder);
  const made = missingFolders(disk, folder);
  let done = false;
  try {
    disk.mkdirSync(folder, { recursive: true });
    const held = pack.amid === "computation" ? atOnce : holdSignals;
    whileLocked(disk, folder, held, (work) => {
      settlePack(disk, work); // what a run before left
      try {
        swap(disk, work, pack, made, onTarget);
      } finally {
        settlePack(disk, work);
      }
    });
    done = true;
  } finally {
    if (!done) removeMade(disk, made);
  }
}

/** Ends what a run that was killed has left in a folder; waits for one that is writing there. */
export function settleFolder(folder: string, disk: FileSystem = nodeFileSystem): void {
  const work = join(folder, workFolder);
  if (!disk.existsSync(work)) return;
  removeMade(
    disk,
    whileLocked(disk, folder, holdSignals, (own) => settlePack(disk, own)),
  );
}

const atOnce: typeof holdSignals = (work) => work();

function whileLocked<T>(
  disk: FileSystem,
  folder: string,
  held: typeof holdSignals,
  act: (work: string) => T,
): T {
  const work = join(folder, workFolder);
  const release = lockFolder(disk, work);
  return held(() => {
    try {
      return act(work);
    } finally {
      release();
    }
  });
}

function swap(
  disk: FileSystem,
  work: string,
  { folder, files, removed }: Pack,
  madeBefore: readonly string[],
  onTarget: (path: string) => void,
): void {
  const path = (target: string) => relative(folder, target).split(sep).join("/") || ".";
  const outer = madeBefore.map(path);
  writeJournal(disk, work, { made: outer, steps: [] });
  const steps: PackStep[] = [];
  const made: string[] = [];
  const note = (target: string, isRemoved: boolean) => {
    const existed = disk.lstatSync(target, { throwIfNoEntry: false }) !== undefined;
    if (existed) keep(disk, target, oldFile(work, steps.length));
    steps.push({ target: path(target), existed, removed: isRemoved });
  };
  for (const file of files) {
    const target = resolve(file.path);
    onTarget(target);
    requirePlain(disk, target);
    requireInside(disk, disk.realpathSync(folder), path(target));
    made.push(...missingFolders(disk, dirname(target)).filter((one) => !made.includes(one)));
    writeWhole(disk, newFile(work, steps.length), file.content);
    note(target, false);
  }
  for (const target of removed) {
    if (disk.existsSync(target)) note(target, true);
  }
  writeJournal(disk, work, { made: [...outer, ...made.map(path)], steps });
  for (const one of made) disk.mkdirSync(one, { recursive: true });
  for (const [index, { target, removed: goes }] of steps.entries()) {
    onTarget(join(folder, target));
    if (goes) disk.rmSync(join(folder, target), { force: true });
    else disk.renameSync(newFile(work, index), join(folder, target));
  }
}

/** Where a disk knows no second links, a copy does. */
function keep(disk: FileSystem, target: string, old: string): void {
  try {
    disk.linkSync(target, old);
  } catch {
    disk.copyFileSync(target, old);
  }
}

/** A device, pipe or folder is not replaced by a file. */
function requirePlain(disk: FileSystem, target: string): void {
  const there = disk.statSync(target, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new Error("it is a folder");
  if (there !== undefined && !there.isFile()) throw new Error("it is not a plain file");
}

/** Outermost first. */
function missingFolders(disk: FileSystem, folder: string): string[] {
  const missing: string[] = [];
  for (let one = folder; !disk.existsSync(one); one = dirname(one)) missing.unshift(one);
  return missing;
}
