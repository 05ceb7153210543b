/** A disk that ends the program, or fails, at one of the things asked of it. */
import { type FileSystem, nodeFileSystem } from "../pack/file-system.ts";

export class Killed extends Error {}

/** Those that change the disk. */
export const changing = [
  ...["openSync", "writeSync", "fsyncSync", "closeSync", "mkdirSync", "linkSync", "copyFileSync"],
  ...["renameSync", "rmSync", "rmdirSync"],
];

/** Those that need room: a full disk refuses them. */
export const needingRoom = ["openSync", "writeSync", "mkdirSync", "linkSync", "renameSync"];

export interface BrokenDisk {
  readonly disk: FileSystem;
  /** How often the disk was asked. */
  readonly asked: () => number;
}

/**
 * Dies at the n-th change, as by SIGKILL: it is not done, of a text half is written, and nothing after
 * it reaches the disk, no clean-up either.
 */
export function dyingDisk(at: number): BrokenDisk {
  let count = 0;
  return wrapped(
    (name, call, args) => {
      if (!changing.includes(name)) {
        if (count >= at) throw new Killed();
        return call(...args);
      }
      count += 1;
      if (count > at) throw new Killed();
      if (count < at) return call(...args);
      const [descriptor, bytes] = args;
      if (name === "writeSync" && bytes instanceof Uint8Array) {
        call(descriptor, bytes.subarray(0, bytes.length >> 1));
      }
      throw new Killed();
    },
    () => count,
  );
}

/** Has no room at the n-th time that it needs some, and once only. */
export function fullDisk(at: number): BrokenDisk {
  let count = 0;
  return wrapped(
    (name, call, args) => {
      if (needingRoom.includes(name)) {
        count += 1;
        if (count === at) throw Object.assign(new Error("no room"), { code: "ENOSPC" });
      }
      return call(...args);
    },
    () => count,
  );
}

type Call = (...args: readonly unknown[]) => unknown;

function wrapped(
  around: (name: string, call: Call, args: readonly unknown[]) => unknown,
  asked: () => number,
): BrokenDisk {
  const disk = new Proxy(nodeFileSystem, {
    get: (target, name) => {
      const call = Reflect.get(target, name) as Call;
      return (...args: readonly unknown[]) => around(String(name), call, args);
    },
  });
  return { disk, asked };
}
