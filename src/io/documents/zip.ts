/** ZIP archives whose bytes repeat: stored as they are, in one order, without clock time. */
import { inflateRawSync } from "node:zlib";

export type ZipEntries = ReadonlyMap<string, Uint8Array>;

/** 1980-01-01, the first day that a ZIP archive can name (PKWARE APPNOTE 4.4.6). */
const DAY = (1 << 5) | 1;

/** Entries as they are, in the order of the map. */
export function writeZip(entries: ZipEntries): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const path = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0); // version that can read it
    shared.writeUInt16LE(0x0800, 2); // names are UTF-8
    shared.writeUInt16LE(DAY, 8); // bytes 4 and 6, method and time: stored, midnight
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    files.push(signature(0x04034b50), shared, path, Buffer.from(content));
    const place = Buffer.alloc(14); // comment, disk and attributes are none
    place.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), versionMadeBy, shared, place, path);
    offset += 30 + path.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.size, 4);
  end.writeUInt16LE(entries.size, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listing, signature(0x06054b50), end]);
}

const versionMadeBy = Buffer.from([20, 0]);

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

/**
 * What an archive holds, by the listing at its end.
 *
 * @throws RangeError if it is no archive, or packed by anything but storing and deflating
 */
export function readZip(bytes: Uint8Array): ZipEntries {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = data.lastIndexOf(signature(0x06054b50));
  if (end < 0) throw new RangeError("archive must have a listing, got none");
  const entries = new Map<string, Uint8Array>();
  let at = data.readUInt32LE(end + 16);
  for (let i = data.readUInt16LE(end + 10); i > 0; i--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => data.readUInt16LE(at + place));
    const name = data.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    entries.set(name, contentOf(data, at));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function contentOf(data: Buffer, entry: number): Uint8Array {
  const method = data.readUInt16LE(entry + 10);
  const size = data.readUInt32LE(entry + 20);
  const local = data.readUInt32LE(entry + 42);
  const from = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
  const packed = data.subarray(from, from + size);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed);
  throw new RangeError(`entry must be stored or deflated, got method ${method}`);
}

const table = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of ISO 3309; Node's own came after version 20.0. */
function crc32(content: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of content) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
