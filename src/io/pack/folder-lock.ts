/** One writer at a time: a file that names the process which is writing into a folder. */
import { join } from "node:path";
import type { FileSystem } from "./file-system.ts";
import { holderState, pidOf, processIdentity } from "./process-identity.ts";

/** Another process writes there and does not end. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

/** Milliseconds between two looks. */
const PAUSE = 20;

/** Writing takes moments: a holder nobody can ask, or a lock without a name, is given up after these, ms. */
const UNKNOWN_AFTER = 60_000;
const NAMELESS_AFTER = 5_000;

/** How long one waits for another, ms. */
export const LONGEST_WAIT = 120_000;

const lockFile = "lock";

/**
 * Takes the lock of a folder of work, which is made, and gives what releases it. A lock whose process is
 * gone is taken over, by one of those who find it.
 *
 * @param folder for the work alone: it goes with the lock, once it is empty
 * @throws LockedError when another process holds it for longer than `wait` milliseconds
 */
export function lockFolder(disk: FileSystem, folder: string, wait = LONGEST_WAIT): () => void {
  const lock = join(folder, lockFile);
  const own = processIdentity();
  const until = Date.now() + wait;
  for (;;) {
    if (makeLock(disk, folder, lock, own)) return () => release(disk, folder, lock);
    const holder = holderOf(disk, lock);
    if (holder === undefined) continue; // gone by now
    if (isStale(disk, lock, holder) && breakLock(disk, lock, holder)) continue;
    if (Date.now() > until) throw new LockedError(`process ${pidOf(holder)} is writing there`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

/** Whether a name in the folder of work belongs to the lock. */
export const isOfLock = (name: string): boolean => name.startsWith(lockFile);

function makeLock(disk: FileSystem, folder: string, lock: string, own: string): boolean {
  try {
    disk.mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    // It may have gone with the lock of another since; a file or a link in its place does not go.
    if (disk.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw error;
  }
  try {
    writeLock(disk, lock, own);
    return true;
  } catch (error) {
    // It is held, or the folder went with the lock of another.
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    removeEmpty(disk, folder);
    throw error;
  }
}

function writeLock(disk: FileSystem, lock: string, own: string): void {
  const descriptor = disk.openSync(lock, "wx");
  try {
    disk.writeSync(descriptor, own);
  } catch (error) {
    disk.rmSync(lock, { force: true });
    throw error;
  } finally {
    disk.closeSync(descriptor);
  }
}

/** What the lock says; undefined when it is gone by now. */
function holderOf(disk: FileSystem, lock: string): string | undefined {
  try {
    return disk.readFileSync(lock, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isStale(disk: FileSystem, lock: string, holder: string): boolean {
  const state = holder === "" ? "unknown" : holderState(holder);
  if (state !== "unknown") return state === "gone";
  const made = disk.lstatSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  const limit = holder === "" ? NAMELESS_AFTER : UNKNOWN_AFTER;
  return made !== undefined && Date.now() - made > limit;
}

/**
 * Two that find a stale lock must not remove the new one of each other: one at a time, and only that one.
 * False where another is at it.
 */
function breakLock(disk: FileSystem, lock: string, stale: string): boolean {
  const guard = `${lock}.break`;
  try {
    disk.closeSync(disk.openSync(guard, "wx"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return true; // the folder has gone
    if (codeOf(error) !== "EEXIST") throw error;
    const made = disk.lstatSync(guard, { throwIfNoEntry: false })?.mtimeMs;
    const isLeft = made !== undefined && Date.now() - made > NAMELESS_AFTER;
    if (isLeft) disk.rmSync(guard, { force: true });
    return isLeft;
  }
  try {
    if (holderOf(disk, lock) === stale) disk.rmSync(lock, { force: true });
  } finally {
    disk.rmSync(guard, { force: true });
  }
  return true;
}

function release(disk: FileSystem, folder: string, lock: string): void {
  disk.rmSync(lock, { force: true });
  removeEmpty(disk, folder);
}

/** Where another has taken the lock in the meantime, the folder goes with that one. */
function removeEmpty(disk: FileSystem, folder: string): void {
  try {
    disk.rmdirSync(folder);
  } catch {
    // It is not empty, or gone.
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
