/** What is being written into a folder, so that whoever finds it half done can settle it. */
import { dirname, isAbsolute, join, sep } from "node:path";
import { type FileSystem, writeWhole } from "./file-system.ts";

/** One file of a pack; its new content lies at new/<index>, what stood there before at old/<index>. */
export interface PackStep {
  /** Path below the folder of the pack, with "/". */
  readonly target: string;
  /** Something stood there before. */
  readonly existed: boolean;
  /** It goes, since the new pack has no such file. */
  readonly removed: boolean;
}

export interface PackJournal {
  /** Folders that were made for the pack, outermost first, as paths from the folder of the pack. */
  readonly made: readonly string[];
  /** In the order of the writing; none as long as no file of the old pack is touched. */
  readonly steps: readonly PackStep[];
}

/** Beside the files of a pack while it is written, and after a crash until the next run. */
export const workFolder = ".headroom-writing";

/** A journal that this program did not write, or whose paths lead out of the folder. */
export class ForeignJournalError extends Error {
  override readonly name = "ForeignJournalError";
}

const journalFile = "journal.json";
const format = "headroom pack 1";

export const newFile = (work: string, index: number) => join(work, `new-${index}`);
export const oldFile = (work: string, index: number) => join(work, `old-${index}`);

/** In one step: the journal before it holds until this one does. */
export function writeJournal(disk: FileSystem, work: string, journal: PackJournal): void {
  const draft = join(work, "journal.new");
  writeWhole(disk, draft, JSON.stringify({ format, ...journal }));
  disk.renameSync(draft, join(work, journalFile));
}

/** From here on the new pack stands. */
export function closeJournal(disk: FileSystem, work: string): void {
  disk.rmSync(join(work, journalFile), { force: true });
}

/** @throws ForeignJournalError */
export function readJournal(disk: FileSystem, work: string): PackJournal | undefined {
  const path = join(work, journalFile);
  if (!disk.existsSync(path)) return undefined;
  const parsed = parse(disk.readFileSync(path, "utf8"));
  if (!isJournal(parsed)) throw new ForeignJournalError(`${journalFile} is not of this program`);
  const folder = disk.realpathSync(dirname(work));
  for (const { target } of parsed.steps) requireInside(disk, folder, target);
  return parsed;
}

/**
 * @param folder real path of the folder of the pack
 * @throws ForeignJournalError when a path leads out of it, by its words or by a link
 */
export function requireInside(disk: FileSystem, folder: string, target: string): void {
  const parts = target.split("/");
  let parent = dirname(join(folder, target));
  while (!disk.existsSync(parent)) parent = dirname(parent);
  const real = disk.realpathSync(parent);
  const below = real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  if (isAbsolute(target) || parts.includes("..") || !below) {
    throw new ForeignJournalError(`${target} leads out of the folder`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is PackJournal {
  if (typeof value !== "object" || value === null) return false;
  if (!("format" in value && "made" in value && "steps" in value)) return false;
  const { made, steps } = value;
  if (value.format !== format || !Array.isArray(made) || !Array.isArray(steps)) return false;
  return made.every(isFolderOfPack) && steps.every(isStep);
}

/** Below the folder of the pack, or one of those that hold it. */
function isFolderOfPack(path: unknown): path is string {
  if (typeof path !== "string" || isAbsolute(path)) return false;
  const parts = path.split("/");
  return !parts.includes("..") || parts.every((part) => part === "..");
}

function isStep(value: unknown): value is PackStep {
  if (typeof value !== "object" || value === null) return false;
  if (!("target" in value && "existed" in value && "removed" in value)) return false;
  return typeof value.target === "string" && typeof value.existed === "boolean";
}
