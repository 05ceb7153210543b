/** Standard input of any size: in memory while it is small, else in a file for the large-file engine. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../workspace/input-error.ts";
import { errorCode } from "./read-text.ts";

export type StandardInput =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** Absolute path of a temporary file that goes when the program ends. */
  | { readonly kind: "file"; readonly at: string };

/**
 * Read as it comes, so that a signal ends the program while it waits for more.
 *
 * @param most bytes kept in memory; one more, and all goes to the folder for temporary files
 * @throws InputError when it cannot be read, or there is no room for it
 */
export async function spoolStandardInput(most: number): Promise<StandardInput> {
  try {
    return await read(most);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const message = `cannot be read or kept in the folder for temporary files (${code})`;
    const hint = "free space there, name another folder with TMPDIR, or give the file by its name";
    throw new InputError([{ file: "standard input", line: 1, column: 1, message, hint }]);
  }
}

async function read(most: number): Promise<StandardInput> {
  const blocks: Buffer[] = [];
  let total = 0;
  let kept: { readonly at: string; readonly target: number } | undefined;
  try {
    for await (const block of process.stdin as AsyncIterable<Buffer>) {
      total += block.length;
      if (kept !== undefined) writeAll(kept.target, block);
      else blocks.push(block);
      if (kept === undefined && total > most) {
        kept = spoolFile();
        for (const one of blocks.splice(0)) writeAll(kept.target, one);
      }
    }
  } finally {
    if (kept !== undefined) closeSync(kept.target);
  }
  if (kept !== undefined) return { kind: "file", at: kept.at };
  return { kind: "bytes", bytes: Buffer.concat(blocks, total) };
}

function writeAll(target: number, block: Buffer): void {
  for (let done = 0; done < block.length; ) done += writeSync(target, block, done);
}

function spoolFile() {
  const folder = mkdtempSync(join(tmpdir(), "headroom-input-"));
  removeAtEnd(folder);
  const at = join(folder, "standard-input");
  return { at, target: openSync(at, "w") };
}

function removeAtEnd(folder: string): void {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.off(signal, stop);
    process.kill(process.pid, signal);
  };
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
}
