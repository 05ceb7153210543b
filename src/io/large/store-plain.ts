import { open } from "node:fs/promises";
import { PlainRows } from "./plain-rows.ts";
import { PlainTable } from "./plain-table.ts";
import type { RawFile } from "./raw-file.ts";
import type { RawTable } from "./raw-table.ts";

/** Bytes read at a time, and the longest row that is plain. */
const BLOCK = 1 << 20;

const FEED = 10;
const RETURN = 13;

/** Columns of the engine's table that plain rows have no value of. */
export const withoutControllers =
  "NULL::DOUBLE AS controller, NULL::DOUBLE AS controller_failures, NULL::DOUBLE AS controller_idle";

/**
 * Writes the compact table of a JMeter log that holds plain rows only; false, and no whole table, where any
 * row is not, or hyparquet-writer is not installed.
 *
 * @param told the share read so far
 */
export async function storePlain(
  file: RawFile,
  { names, delimiter, skipped }: RawTable,
  path: string,
  told: (share: number) => void,
): Promise<boolean> {
  const table = await PlainTable.at(path);
  if (table === null) return false;
  const rows = new PlainRows(names, delimiter, table);
  const source = await open(file.at);
  const bytes = Buffer.alloc(2 * BLOCK);
  let kept = 0; // of the last row, which is not whole
  let toSkip = skipped;
  let read = 0;
  try {
    for (;;) {
      const { bytesRead } = await source.read(bytes, kept, BLOCK, null);
      read += bytesRead;
      let end = kept + bytesRead;
      // The last row may have no line end.
      if (bytesRead === 0 && kept > 0) {
        if (rows.lineEnd === RETURN) bytes[end++] = RETURN;
        bytes[end++] = FEED;
      }
      let from = 0;
      for (; toSkip > 0 && bytes.subarray(from, end).includes(FEED); toSkip--) {
        from = bytes.indexOf(FEED, from) + 1;
        rows.lineEnd = bytes[from - 2] === RETURN ? RETURN : FEED;
      }
      const to = toSkip > 0 ? from : Math.max(from, bytes.subarray(0, end).lastIndexOf(FEED) + 1);
      if (!rows.take(bytes, from, to)) return false;
      if (bytesRead === 0) break;
      kept = end - to;
      if (kept > BLOCK) return false;
      bytes.copyWithin(0, to, end);
      told(read / file.size);
    }
    if (rows.count === 0) return false;
    await rows.close();
    return true;
  } finally {
    await source.close();
  }
}
