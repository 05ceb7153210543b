/** Writes a pack of files: all of them, whole, or none. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../workspace/input-error.ts";
import { errorCode } from "./read-text.ts";

export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

interface Step {
  readonly target: string;
  readonly temporary: string;
  readonly previous: string;
}

/**
 * Puts each content into a temporary file beside its target (a rename is only atomic on
 * one disk), then renames them all; when a rename fails, the ones before are undone. Who
 * renders everything before calling this leaves either the old pack or the new one.
 * Missing folders are made.
 *
 * @throws InputError when a target cannot be written
 */
export function writeAtomically(files: readonly OutputFile[]): void {
  const steps: Step[] = [];
  let current = "";
  try {
    for (const { path, content } of files) {
      current = path;
      const step = stepFor(path);
      refuseFolder(step.target);
      mkdirSync(dirname(step.target), { recursive: true });
      steps.push(step);
      writeWhole(step.temporary, content);
    }
    swapAll(steps, (target) => {
      current = target;
    });
  } catch (error) {
    const message = `cannot be written (${errorCode(error) ?? error})`;
    const hint = "nothing was changed; check the folder, its rights and the free space";
    throw new InputError([{ file: current, line: 1, column: 1, message, hint }]);
  } finally {
    for (const step of steps) rmSync(step.temporary, { force: true });
  }
}

function stepFor(path: string): Step {
  const target = resolve(path);
  const hidden = (ending: string) =>
    join(dirname(target), `.${basename(target)}.${process.pid}.${ending}`);
  return { target, temporary: hidden("new"), previous: hidden("old") };
}

function refuseFolder(target: string): void {
  if (existsSync(target) && statSync(target).isDirectory()) throw new Error("it is a folder");
}

function writeWhole(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const descriptor = openSync(path, "w");
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor); // a rename may reach the disk before the bytes do
  } finally {
    closeSync(descriptor);
  }
}

function swapAll(steps: readonly Step[], onStep: (target: string) => void): void {
  const undo: (() => void)[] = [];
  try {
    for (const { target, temporary, previous } of steps) {
      onStep(target);
      if (existsSync(target)) {
        renameSync(target, previous);
        undo.push(() => renameSync(previous, target));
      }
      renameSync(temporary, target);
      undo.push(() => rmSync(target, { force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  for (const { previous } of steps) rmSync(previous, { force: true });
}
