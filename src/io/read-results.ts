/** Reads load-test results: files, whole folders, and standard input, as text with their hashes. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import type { FormatName } from "../ingest/formats/format-name.ts";
import { decodeText } from "../ingest/formats/text/decode-text.ts";
import type { SourceText } from "../ingest/imported-run.ts";
import type { Problem } from "../ingest/problem.ts";
import { InputError } from "../workspace/input-error.ts";
import { isGzip, type RawFile, rawFile } from "./large/raw-file.ts";
import { missingFileHint } from "./near/near-file.ts";
import { errorCode, isLonePipe, lonePipe, readBytes } from "./read-text.ts";
import { spoolStandardInput } from "./spool-standard-input.ts";
import { settleWriting } from "./write-atomically.ts";

export interface ReadResults {
  readonly files: readonly SourceText[];
  /** SHA-256 of the bytes of each, in the same order. */
  readonly hashes: readonly { readonly file: string; readonly sha256: string }[];
  /** Files of a folder that could not be read, and why. */
  readonly problems: readonly Problem[];
  /** Raw samples that are left to the large-file engine. */
  readonly large: readonly RawFile[];
}

/** auto: the large-file engine from `engineFrom` on; duckdb: for all raw samples; memory: never. */
export type EngineChoice = "auto" | "duckdb" | "memory";

export interface ReadOptions {
  readonly engine?: EngineChoice;
  /** Reads every file as this format, whatever its content looks like. */
  readonly format?: FormatName;
}

/** Bytes of text from which raw samples take the engine; below, reading them takes a few seconds. */
export const engineFrom = 64 * 1024 * 1024;

/** A folder with more files than this is not one of load-test results. */
const mostFiles = 5000;

/** Text and rows must fit in memory. */
const largestResult = 256 * 1024 * 1024;

/**
 * Every file named, and every file below every folder named, in the order of their names; "-" is
 * standard input. Files are called after their path from `cwd`, or, outside it, from the folder
 * named, so that no path of the machine gets into what is written.
 *
 * @throws InputError when a path does not exist or is named twice, or a folder holds no file
 */
export async function readResults(
  paths: readonly string[],
  cwd: string,
  options: ReadOptions = {},
): Promise<ReadResults> {
  const files: SourceText[] = [];
  const large: RawFile[] = [];
  const hashes: { file: string; sha256: string }[] = [];
  const problems: Problem[] = [];
  const faults: Problem[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const listed = listFiles(path, cwd);
    if ("message" in listed) {
      faults.push({ file: path, line: 1, column: 1, ...listed });
      continue;
    }
    for (const { at: named, name: plain } of listed) {
      if (seen.has(named)) continue;
      seen.add(named);
      const name = distinct(plain, named, [...files, ...large]);
      try {
        const { at, bytes: read } = await placed(named, options);
        const raw = forEngine(at, name, options);
        if (raw !== undefined) {
          large.push(raw);
          continue;
        }
        const bytes = read ?? readBytes(at, name, largestResult);
        files.push({ name, text: decodeText(unpacked(bytes, name)).text });
        hashes.push({ file: name, sha256: createHash("sha256").update(bytes).digest("hex") });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        // A file that was named must be there; one found in a folder is left out like any other.
        (listed.length === 1 ? faults : problems).push(...error.problems);
      }
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return { files, hashes, problems, large };
}

/** Standard input goes to a file where it may be for the engine, which reads nothing else. */
async function placed(
  at: string,
  { engine = "auto" }: ReadOptions,
): Promise<{ readonly at: string; readonly bytes?: Uint8Array }> {
  if (at !== "-" || engine === "memory") return { at };
  const input = await spoolStandardInput(engine === "duckdb" ? 0 : engineFrom);
  return input.kind === "file" ? { at: input.at } : { at, bytes: input.bytes };
}

/** The file, if it holds raw samples and the engine is to read it. */
function forEngine(
  at: string,
  name: string,
  { engine = "auto", format }: ReadOptions,
): RawFile | undefined {
  if (at === "-" || engine === "memory") return undefined;
  const raw = readable(() => rawFile(at, name, format));
  if (raw === undefined) return undefined;
  // Parquet cannot be read otherwise.
  const needed = raw.container === "parquet" || raw.unpackedSize > engineFrom;
  return engine === "duckdb" || needed ? raw : undefined;
}

/** What cannot be opened is reported by whoever reads it whole. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Small files may be compressed, whatever their format. */
function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    // A killed generator leaves a file without its end, which is read as far as it goes.
    const finishFlush = constants.Z_SYNC_FLUSH;
    return gunzipSync(bytes, { maxOutputLength: largestResult, finishFlush });
  } catch (error) {
    const tooLong = errorCode(error) === "ERR_BUFFER_TOO_LARGE";
    const message = tooLong
      ? `unpacks to more than ${largestResult / 1024 / 1024} MB`
      : "is damaged: it does not unpack";
    const hint = tooLong
      ? "give raw samples to the large-file engine: --engine duckdb"
      : "copy it once more from where it was written";
    throw new InputError([{ file: name, line: 1, column: 1, message, hint }]);
  }
}

interface Found {
  /** Where it is; "-" for standard input. */
  readonly at: string;
  readonly name: string;
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function listFiles(path: string, cwd: string): readonly Found[] | Fault {
  if (path === "-") return [{ at: "-", name: "standard input" }];
  const at = resolve(cwd, path);
  try {
    if (isLonePipe(at)) return { message: lonePipe[0], hint: lonePipe[1] };
    if (!statSync(at).isDirectory()) return [{ at, name: nameFrom(cwd, at) }];
    readdirSync(at);
  } catch (error) {
    const missing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
    return missing
      ? { message: "does not exist", hint: missingFileHint(at, path) }
      : { message: `cannot be read (${errorCode(error)})`, hint: "check its rights and its disk" };
  }
  const label = nameFrom(cwd, at);
  const found = below(at).map((file) => ({
    at: file,
    name: [label, ...relative(at, file).split(sep)].filter((part) => part !== "").join("/"),
  }));
  if (found.length > mostFiles) {
    return {
      message: `holds more than ${mostFiles} files`,
      hint: "name the folder with the results",
    };
  }
  return found.length > 0
    ? found
    : { message: "is a folder without files", hint: "name a folder with load-test results" };
}

/** Path from the working directory; the last part alone where that would lead out of it. */
function nameFrom(cwd: string, at: string): string {
  const path = relative(cwd, at);
  const outside = path.split(sep)[0] === ".." || isAbsolute(path);
  return (outside ? basename(at) : path).split(sep).join("/");
}

/** Two files from elsewhere with one name are told apart by their folders' names. */
function distinct(name: string, at: string, files: readonly { readonly name: string }[]): string {
  const taken = (one: string) => files.some((file) => file.name === one);
  if (!taken(name)) return name;
  const longer = `${basename(dirname(at))}/${basename(at)}`;
  let tried = longer;
  for (let n = 2; taken(tried); n++) tried = `${longer} (${n})`;
  return tried;
}

/** Files at any depth; hidden ones, links out of the folder and installed packages are passed over. */
function below(folder: string): readonly string[] {
  if (!isReadable(folder)) return [folder]; // whoever reads it says why it cannot be
  settleWriting(folder); // it may be a campaign that this program wrote
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return entry.isFile() ? [path] : [];
    });
}

function isReadable(folder: string): boolean {
  return readable(() => readdirSync(folder)) !== undefined;
}
