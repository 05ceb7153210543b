import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { holderState, processIdentity } from "../pack/process-identity.ts";
import { errorCode } from "../read-text.ts";
import { resultsFault } from "./read-header.ts";

/**
 * Keeps two runs from writing to one file. A lock whose process is gone is taken over.
 *
 * @returns what gives the lock back
 * @throws InputError while another run holds it
 */
export function lockFile(path: string, shown: string): () => void {
  const lock = `${path}.lock`;
  for (let tries = 0; ; tries++) {
    try {
      const descriptor = openSync(lock, "wx");
      writeSync(descriptor, processIdentity());
      closeSync(descriptor);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (errorCode(error) !== "EEXIST") {
        const message = `cannot be written (${errorCode(error) ?? error})`;
        throw resultsFault(shown, 1, message, "check the folder and its rights");
      }
      if (tries > 0 || !isStale(lock)) {
        const hint = `wait for it; where there is none any more, remove ${shown}.lock`;
        throw resultsFault(shown, 1, "is being written by another run", hint);
      }
      rmSync(lock, { force: true });
    }
  }
}

/** Whether the process that holds a lock is gone. */
function isStale(lock: string): boolean {
  try {
    return holderState(readFileSync(lock, "utf8")) === "gone";
  } catch (error) {
    return errorCode(error) === "ENOENT";
  }
}
