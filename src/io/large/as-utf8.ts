/** A copy of a file in UTF-8, for names written by Windows tools in one byte a character. */
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip } from "node:zlib";
import type { RawFile } from "./raw-file.ts";

/**
 * Unpacked too. Digits, quotes and delimiters are the same in all such code pages, so figures are right;
 * names may not be, as when the small-file path reads them.
 */
export async function asUtf8(file: RawFile, folder: string, place: number): Promise<RawFile> {
  const at = join(folder, `utf8-${place}`);
  const recode = new Transform({
    transform: (block: Buffer, _, done) => done(null, Buffer.from(block.toString("latin1"))),
  });
  const source = createReadStream(file.at, { highWaterMark: 1 << 20 });
  const target = createWriteStream(at);
  if (file.container === "gzip") {
    const unpack = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    await pipeline(source, unpack, recode, target);
  } else await pipeline(source, recode, target);
  return { ...file, at, container: "text", size: target.bytesWritten, encoding: "utf-8" };
}
