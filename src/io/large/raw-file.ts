/** Which files are raw samples, told by their first bytes, so that nobody reads a gigabyte to learn it. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { FormatName } from "../../ingest/formats/format-name.ts";
import { recognizeFormat } from "../../ingest/formats/recognize-format.ts";
import { decodeText } from "../../ingest/formats/text/decode-text.ts";

/** The formats that log every request, which is what makes files large. */
export const rawFormats = ["jmeter-csv", "k6-csv", "k6-points"] as const;
export type RawFormat = (typeof rawFormats)[number];

export interface RawFile {
  /** Absolute path. */
  readonly at: string;
  /** As it is called in messages and results. */
  readonly name: string;
  /** Bytes on disk. */
  readonly size: number;
  /** Bytes of text: of gzip what its own last bytes say, which wraps at 4 GB, or more. */
  readonly unpackedSize: number;
  readonly container: "text" | "gzip" | "parquet";
  /** null for Parquet, whose columns only the engine can read. */
  readonly format: RawFormat | null;
  /** The first part of the text, unpacked; "" for Parquet. */
  readonly head: string;
  readonly encoding: "utf-8" | "latin-1";
}

/** Bytes that tell a format, as many as `recognizeFormat` looks at. */
const headBytes = 65_536;

export const isRawFormat = (format: FormatName | undefined): format is RawFormat =>
  rawFormats.some((one) => one === format);

/** What the file is, or undefined where it holds no raw samples that the engine reads. */
export function rawFile(at: string, name: string, forced?: FormatName): RawFile | undefined {
  const { size } = statSync(at);
  const start = firstBytes(at);
  const packed = isGzip(start);
  const unpackedSize = packed ? Math.max(size, lengthOf(lastBytes(at, size, 4))) : size;
  const common = { at, name, size, unpackedSize };
  if (start.subarray(0, 4).toString("latin1") === "PAR1") {
    return { ...common, container: "parquet", format: null, head: "", encoding: "utf-8" };
  }
  const { text, encoding } = decodeText(packed ? unpackStart(start) : start);
  // DuckDB reads UTF-16 too, but load generators do not write it: the small-file path does.
  if (encoding !== "utf-8" && encoding !== "latin-1") return undefined;
  const format = forced ?? recognizeFormat(text);
  if (!isRawFormat(format)) return undefined;
  return { ...common, container: packed ? "gzip" : "text", format, head: text, encoding };
}

export const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

const firstBytes = (at: string) => bytesOf(at, 0, headBytes);

/** The last bytes of a file, or all of a shorter one, up to `count`. */
export const lastBytes = (at: string, size: number, count: number) =>
  bytesOf(at, Math.max(0, size - count), count);

function bytesOf(at: string, from: number, count: number): Buffer {
  const descriptor = openSync(at, "r");
  try {
    const block = Buffer.alloc(count);
    const read = readSync(descriptor, block, 0, count, from);
    return block.subarray(0, read);
  } finally {
    closeSync(descriptor);
  }
}

/** What the first bytes of a gzip file unpack to; empty where they are damaged. */
function unpackStart(start: Buffer): Buffer {
  try {
    const unpacked = gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
    return unpacked.subarray(0, headBytes);
  } catch {
    return Buffer.alloc(0);
  }
}

const lengthOf = (trailer: Buffer) => (trailer.length === 4 ? trailer.readUInt32LE() : 0);
