/** Reads load-test results: files, whole folders, and standard input, as text with their hashes. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decodeText } from "../ingest/formats/decode-text.ts";
import type { SourceText } from "../ingest/imported-run.ts";
import type { Problem } from "../ingest/problem.ts";
import { InputError } from "./input-error.ts";
import { errorCode, readBytes } from "./read-text.ts";

export interface ReadResults {
  readonly files: readonly SourceText[];
  /** SHA-256 of the bytes of each, in the same order. */
  readonly hashes: readonly { readonly file: string; readonly sha256: string }[];
  /** Files of a folder that could not be read, and why. */
  readonly problems: readonly Problem[];
}

/** A folder with more files than this is not one of load-test results. */
const mostFiles = 5000;

/** Raw samples beyond this are work for the large-file engine; text and rows must fit in memory. */
const largestResult = 256 * 1024 * 1024;

/**
 * Every file named, and every file below every folder named, in the order of their names; "-" is
 * standard input. Files are called after their path from `cwd`, or, outside it, from the folder
 * named, so that no path of the machine gets into what is written.
 *
 * @throws InputError when a path does not exist or is named twice, or a folder holds no file
 */
export function readResults(paths: readonly string[], cwd: string): ReadResults {
  const files: SourceText[] = [];
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
    for (const { at, name: plain } of listed) {
      if (seen.has(at)) continue;
      seen.add(at);
      const name = distinct(plain, at, files);
      try {
        const bytes = readBytes(at, name, largestResult);
        files.push({ name, text: decodeText(bytes).text });
        hashes.push({ file: name, sha256: createHash("sha256").update(bytes).digest("hex") });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        // A file that was named must be there; one found in a folder is left out like any other.
        (listed.length === 1 ? faults : problems).push(...error.problems);
      }
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return { files, hashes, problems };
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
    if (!statSync(at).isDirectory()) return [{ at, name: nameFrom(cwd, at) }];
  } catch (error) {
    const missing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
    return missing
      ? { message: "does not exist", hint: "check the spelling and the working directory" }
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
function distinct(name: string, at: string, files: readonly SourceText[]): string {
  const taken = (one: string) => files.some((file) => file.name === one);
  if (!taken(name)) return name;
  const longer = `${basename(dirname(at))}/${basename(at)}`;
  let tried = longer;
  for (let n = 2; taken(tried); n++) tried = `${longer} (${n})`;
  return tried;
}

/** Files at any depth; hidden ones, links out of the folder and installed packages are passed over. */
function below(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return entry.isFile() ? [path] : [];
    });
}
