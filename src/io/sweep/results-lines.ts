/** Lines of a file of results with their places, read in blocks: a file of any size in little memory. */
import { closeSync, openSync, readSync } from "node:fs";

export interface PlacedLine {
  readonly text: string;
  /** Byte at which it begins, and how many it has without its end. */
  readonly offset: number;
  readonly bytes: number;
  /** Whether its end was written, too: a line that was cut off has none. */
  readonly whole: boolean;
}

const BLOCK = 1 << 20;
const NEWLINE = 10;

/** A line of results has some kilobytes; what is longer is none. */
const LONGEST = 64 * 1024 * 1024;

export function* resultsLines(path: string): Generator<PlacedLine> {
  const descriptor = openSync(path, "r");
  try {
    let rest = Buffer.alloc(0);
    let offset = 0;
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK);
      const read = readSync(descriptor, block, 0, BLOCK, offset + rest.length);
      const held = Buffer.concat([rest, block.subarray(0, read)]);
      let from = 0;
      for (let end = held.indexOf(NEWLINE); end >= 0; end = held.indexOf(NEWLINE, from)) {
        const text = held.toString("utf8", from, end);
        yield { text, offset: offset + from, bytes: end - from, whole: true };
        from = end + 1;
      }
      rest = Buffer.from(held.subarray(from));
      offset += from;
      if (read > 0 && rest.length <= LONGEST) continue;
      if (rest.length > 0) {
        yield { text: rest.toString("utf8"), offset, bytes: rest.length, whole: false };
      }
      return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Number and key of a line of results; null where it is none. */
export function cellOfLine(text: string): { readonly cell: number; readonly key: string } | null {
  const found = /^\{"cell":(\d{1,16}),"key":"([0-9a-f]{32})",/.exec(text);
  if (found === null || !text.endsWith("}")) return null;
  return { cell: Number(found[1]), key: found[2] ?? "" };
}
