/** What writing a pack asks of the disk: an object, so that a test can break any step of it. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";

export const nodeFileSystem = {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
};

export type FileSystem = typeof nodeFileSystem;

/** Every byte, and on the disk: a rename may reach it before the bytes do. */
export function writeWhole(disk: FileSystem, path: string, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const descriptor = disk.openSync(path, "w");
  try {
    for (let done = 0; done < bytes.length; ) {
      done += disk.writeSync(descriptor, bytes, done);
    }
    disk.fsyncSync(descriptor);
  } finally {
    disk.closeSync(descriptor);
  }
}
