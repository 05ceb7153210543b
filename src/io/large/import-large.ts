/** The raw files that are too large to be read into memory, as runs: one engine after the other. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { SourceHash } from "../../ingest/campaign-readme.ts";
import { refused } from "../../ingest/formats/rejections.ts";
import { engineFile } from "../../ingest/import-results.ts";
import type { ImportedRun, ImportOptions } from "../../ingest/imported-run.ts";
import { withoutRepeatedLogs } from "../../ingest/once/repeated-logs.ts";
import { addUpGenerators, groupsOfOneTest } from "../../ingest/once/several-generators.ts";
import type { Problem } from "../../ingest/problem.ts";
import { InputError } from "../../workspace/input-error.ts";
import { EngineError, openEngine } from "./engine.ts";
import { importRaw } from "./import-raw.ts";
import type { RawFile } from "./raw-file.ts";

export interface LargeResults {
  readonly runs: readonly ImportedRun[];
  /** Files that gave no run, and why. */
  readonly problems: readonly Problem[];
  readonly hashes: readonly SourceHash[];
  readonly formats: readonly { readonly file: string; readonly format: string }[];
}

/** How far the reading of one file is. */
export interface ReadingProgress {
  readonly file: string;
  /** In [0, 1]. */
  readonly share: number;
  /** Bytes on disk, and of those read each second so far. */
  readonly size: number;
  readonly bytesPerSecond: number;
  readonly secondsLeft: number;
}

/** Milliseconds between two looks at the progress. */
const look = 500;

/** @throws InputError when the engine is not installed */
export async function importLarge(
  files: readonly RawFile[],
  options: ImportOptions,
  tell?: (progress: ReadingProgress) => void,
): Promise<LargeResults> {
  const runs: ImportedRun[] = [];
  const problems: Problem[] = [];
  const hashes: SourceHash[] = [];
  for (const group of groupsOf(files)) {
    const [first] = group;
    if (first === undefined) continue;
    const hashed = Promise.all(group.map(hashOf));
    hashed.catch(() => {}); // looked at below, whatever else fails first
    const parsed = await importGroup(group, first, options, tell);
    if (parsed.ok) runs.push(...parsed.value.map((run) => ({ ...run, file: first.name })));
    else problems.push(...parsed.problems);
    hashes.push(...(await hashed));
  }
  const tests = options.separate ? runs : await ofSeveralMachines(files, runs, options, tell);
  const formatOf = new Map(runs.map(({ file, format }) => [file, format]));
  return {
    runs: tests,
    problems,
    hashes,
    formats: files.map(({ name, format, container }) => {
      return { file: name, format: format ?? formatOf.get(name) ?? container };
    }),
  };
}

async function importGroup(
  group: readonly RawFile[],
  first: RawFile,
  options: ImportOptions,
  tell?: (progress: ReadingProgress) => void,
) {
  const engine = await openEngine(first.name);
  let reading = first;
  let begun = performance.now();
  const timer = setInterval(() => {
    const share = engine.progress();
    const seconds = (performance.now() - begun) / 1000;
    if (share === undefined || share === 0 || seconds === 0) return;
    const { name, size } = reading;
    const bytesPerSecond = (size * share) / seconds;
    tell?.({
      file: name,
      share,
      size,
      bytesPerSecond,
      secondsLeft: (seconds / share) * (1 - share),
    });
  }, look);
  try {
    return await importRaw(engine, group, options, (file) => {
      reading = file;
      begun = performance.now();
    });
  } catch (error) {
    if (error instanceof InputError) return { ok: false as const, problems: error.problems };
    if (error instanceof EngineError) return unreadable(reading, error.message);
    throw error;
  } finally {
    clearInterval(timer);
    engine.close();
  }
}

/** Files of one window and one set of labels, read once more together. */
async function ofSeveralMachines(
  files: readonly RawFile[],
  read: readonly ImportedRun[],
  options: ImportOptions,
  tell?: (progress: ReadingProgress) => void,
): Promise<readonly ImportedRun[]> {
  const runs = withoutRepeatedLogs(read);
  const together = new Map<string, ImportedRun>();
  const named = new Map(files.map((file) => [file.name, file]));
  for (const group of groupsOfOneTest(runs)) {
    const parts = group.flatMap((run) => named.get(run.file ?? "") ?? []);
    const [first] = parts;
    if (group.length < 2 || first === undefined || parts.length < group.length) continue;
    const parsed = await importGroup(parts, first, options, tell);
    if (parsed.ok && parsed.value.length === 1 && parsed.value[0]) {
      together.set(keyOfFiles(parts.map(({ name }) => name)), parsed.value[0]);
    }
  }
  return addUpGenerators(runs, (names) => together.get(keyOfFiles(names)));
}

const keyOfFiles = (names: readonly string[]) => JSON.stringify(names);

/** The first line of what the engine says; the rest names its own options. */
function unreadable({ name }: RawFile, reason: string) {
  const [said = ""] = reason.split("\n");
  const full = /no space left|disk|temporary|out of memory/i.test(said);
  const hint = full
    ? "free space in the folder for temporary files, or name another with TMPDIR"
    : "check that the file is whole; if it is small enough, read it with --engine memory";
  return refused(name, `the large-file engine cannot read it: ${said.slice(0, 200)}`, hint);
}

/** The logs of the engines of one Azure Load Testing run belong together; others stand alone. */
export function groupsOf(files: readonly RawFile[]): readonly (readonly RawFile[])[] {
  const groups = new Map<string, RawFile[]>();
  for (const file of files) {
    const engines = file.format === "jmeter-csv" && engineFile.test(file.name);
    const key = engines ? `run ${file.name.replace(engineFile, "$1")}` : `file ${file.name}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

async function hashOf({ at, name }: RawFile): Promise<SourceHash> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(at, { highWaterMark: 1 << 20 })) hash.update(block);
  return { file: name, sha256: hash.digest("hex") };
}
