/** Fits kept in the folder `.headroom` of a workspace: see `calibration/hypothesis-fits.ts`. */
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canonicalText } from "../calibration/fit-key.ts";
import type { FitStore } from "../calibration/hypothesis-fits.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Two lines: this, with the SHA-256 of key and body; the body. */
const format = "headroom kept fit 1";

/** A fit takes some ten kilobytes: what is larger is none. */
const largestBytes = 4 * 1024 * 1024;

/** The oldest go when there are more: a workspace has a few hypotheses, tried with a few seeds. */
const MOST_FILES = 200;

/** And when they take more: an answer to a question may be a megabyte, and each change asks new ones. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The kept fits of a workspace. A file that is spoilt, of another key or format, no plain file, or
 * behind a link counts for nothing; where nothing can be written, nothing is kept. Files are called
 * after the SHA-256 of their key. Git ignores the folder by a `.gitignore` inside.
 *
 * @param of what the draws of the fits answered is kept beside them
 */
export function keptFitsOf(root: string, of: "fits" | "answers" = "fits"): FitStore {
  const top = join(root, ".headroom");
  const folder = join(top, of);
  return {
    read: (key) => {
      try {
        if (![top, folder].every((path) => lstatSync(path).isDirectory())) return undefined;
        const name = sha256(key);
        return readKept(join(folder, `${name}.json`), name);
      } catch {
        return undefined;
      }
    },
    write: (key, value) => {
      try {
        for (const path of [top, folder]) makeFolder(path);
        const body = canonicalText(value);
        const name = sha256(key);
        const head = JSON.stringify({ format, key: name, body: sha256(body) });
        const files = [
          { path: join(top, ".gitignore"), content: "*\n" },
          { path: join(folder, `${name}.json`), content: `${head}\n${body}\n` },
        ];
        writeAtomically(files, [], "computation");
        dropOldest(folder);
      } catch {
        // A fit that cannot be kept is made again.
      }
    },
  };
}

function readKept(path: string, key: string): unknown {
  const found = lstatSync(path);
  if (!found.isFile() || found.size > largestBytes) return undefined;
  const [first = "", body = ""] = readFileSync(path, "utf8").split("\n");
  const head: unknown = JSON.parse(first);
  const wanted = { format, key, body: sha256(body) };
  return canonicalText(head) === canonicalText(wanted) ? JSON.parse(body) : undefined;
}

/** One floor only: where its parent is missing, there is no workspace. */
function makeFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) mkdirSync(path);
  else if (!found.isDirectory()) throw new Error(`${path} is a link or a file`);
}

function dropOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { mtimeMs, size } = lstatSync(path);
    return { path, time: mtimeMs, size };
  });
  let bytes = 0;
  for (const [at, { path, size }] of files.sort((a, b) => b.time - a.time).entries()) {
    bytes += size;
    // The newest stays, however large.
    if (at > 0 && (at >= MOST_FILES || bytes > MOST_BYTES)) rmSync(path, { force: true });
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
