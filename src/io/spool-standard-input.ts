/** Standard input of any size: in memory while it is small, else in a file for the large-file engine. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../workspace/input-error.ts";
import { errorCode, readBlock } from "./read-text.ts";

export type StandardInput =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** Absolute path of a temporary file that goes when the program ends. */
  | { readonly kind: "file"; readonly at: string };

/**
 * @param most bytes kept in memory; one more, and all goes to the folder for temporary files
 * @throws InputError when it cannot be read, or there is no room for it
 */
export function spoolStandardInput(most: number): StandardInput {
  try {
    return read(most);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const message = `cannot be read or kept in the folder for temporary files (${code})`;
    const hint = "free space there, name another folder with TMPDIR, or give the file by its name";
    throw new InputError([{ file: "standard input", line: 1, column: 1, message, hint }]);
  }
}

function read(most: number): StandardInput {
  const blocks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const block = Buffer.allocUnsafe(1 << 16);
    const count = readBlock(0, block);
    if (count === 0) return { kind: "bytes", bytes: Buffer.concat(blocks, total) };
    total += count;
    blocks.push(block.subarray(0, count));
    if (total > most) return { kind: "file", at: spool(blocks) };
  }
}

function spool(begun: readonly Buffer[]): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-input-"));
  removeAtEnd(folder);
  const at = join(folder, "standard-input");
  const target = openSync(at, "w");
  try {
    for (const block of begun) writeSync(target, block);
    const block = Buffer.allocUnsafe(1 << 20);
    for (let count = readBlock(0, block); count > 0; count = readBlock(0, block)) {
      writeSync(target, block, 0, count);
    }
  } finally {
    closeSync(target);
  }
  return at;
}

function removeAtEnd(folder: string): void {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.off(signal, stop);
    process.kill(process.pid, signal);
  };
  process.once("exit", remove).once("SIGINT", stop).once("SIGTERM", stop);
}
