/** Reads one whole text file, or standard input. */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { Problem } from "../ingest/problem.ts";
import { InputError } from "../workspace/input-error.ts";
import { missingFileHint } from "./near/near-file.ts";

/**
 * More than any table of load levels, policy or scenario: raw samples are imported first.
 * Two such texts and their parsed rows stay below the memory a planner's laptop spares.
 */
export const largestTextBytes = 64 * 1024 * 1024;

/**
 * The text of a file, or of standard input for "-". UTF-8; a byte-order mark is dropped,
 * UTF-16 (Excel's "Unicode text") is recognized by its mark.
 *
 * @param shown the path as the planner knows it, for messages
 * @throws InputError when it is missing, a folder, unreadable, too large or not text
 */
export function readText(path: string, shown = path): string {
  const bytes = readBytes(path, path === "-" ? "standard input" : shown);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(shown, "is not UTF-8 text", "save it as UTF-8 (in Excel: “CSV UTF-8”)");
  }
}

/** The bytes of a file, or of standard input for "-", up to a limit; throws as `readText` does. */
export function readBytes(path: string, shown: string, limit = largestTextBytes): Uint8Array {
  let descriptor = 0; // standard input
  try {
    if (path !== "-") {
      if (isLonePipe(path)) throw fault(shown, ...lonePipe);
      descriptor = openSync(path, "r");
    }
    const status = fstatSync(descriptor);
    if (status.isDirectory()) {
      throw fault(shown, "is a folder, expected a file", "name the file inside it");
    }
    return readAll(descriptor, shown, limit);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(shown, ...reason(error, path, shown));
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

/** A pipe by its name, which may have no writer: opening it would wait for ever. */
export function isLonePipe(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  const isPipe = found?.isFIFO() || found?.isSocket();
  return isPipe === true && !/^\/(?:dev|proc)\//.test(path);
}

export const lonePipe = [
  "is a pipe, expected a file",
  "give what comes out of it to standard input: - in its place, and < before its name",
] as const;

// In blocks, since the size of a pipe is not known beforehand and /dev/zero has no end.
function readAll(descriptor: number, shown: string, most: number): Uint8Array {
  const blocks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const block = Buffer.allocUnsafe(1 << 16);
    const count = readBlock(descriptor, block);
    if (count === 0) return Buffer.concat(blocks, total);
    total += count;
    if (total > most) {
      const limit = `${most / 1024 / 1024} MB`;
      throw fault(shown, `is larger than ${limit}`, "give one row per load level, not raw samples");
    }
    blocks.push(block.subarray(0, count));
  }
}

/** The next bytes, as many as there are and the block holds; 0 at the end. */
export function readBlock(descriptor: number, block: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, block);
    } catch (error) {
      const code = errorCode(error);
      if (code === "EOF") return 0; // a closed pipe on Windows
      if (code !== "EAGAIN") throw error;
      // A pipe whose writer has not written yet: wait a little instead of failing.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function reason(
  error: unknown,
  path: string,
  shown: string,
): readonly [message: string, hint: string] {
  switch (errorCode(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return ["does not exist", missingFileHint(path, shown)];
    case "EACCES":
    case "EPERM":
      return ["may not be read by this user", "give yourself the right to read it"];
    case "EISDIR":
      return ["is a folder, expected a file", "name the file inside it"];
    default:
      return [`cannot be read (${errorCode(error) ?? error})`, "check the file and its disk"];
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function fault(file: string, message: string, hint: string): InputError {
  const problem: Problem = { file, line: 1, column: 1, message, hint };
  return new InputError([problem]);
}
