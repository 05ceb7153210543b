import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { ownCells, type ResultsHeader } from "../../sweep/results-header.ts";
import { cellOfShard } from "../../sweep/shard.ts";
import type { OwnSweep } from "./own-sweep.ts";
import { readHeader, resultsFault } from "./read-header.ts";
import { cellOfLine, resultsLines } from "./results-lines.ts";

/** Keys of so many cells fit into the memory at once. */
const MOST_KEYED = 2_000_000;

/**
 * Rewrites the results of another grid as those of this one: cells are known by their keys. Nothing
 * is lost: where the file holds cells that this grid has not, it stays as it is.
 *
 * @throws InputError where it would lose any
 */
export function takeOver(path: string, shown: string, before: ResultsHeader, own: OwnSweep): void {
  const hint = "give another file with -o; cells that both grids have are taken by --reuse";
  if (before.program !== own.header.program) {
    throw resultsFault(shown, 1, `was computed by another program, ${before.program}`, hint);
  }
  const taken = reusableLines(path, shown, own);
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w");
  try {
    writeSync(descriptor, `${JSON.stringify(own.header)}\n`);
    for (const { text, number } of taken) {
      if (text === null) {
        const message = "holds a cell that this grid has not: it is of another sweep";
        throw resultsFault(shown, number, message, hint);
      }
      writeSync(descriptor, `${text}\n`);
    }
    fsyncSync(descriptor);
    renameSync(temporary, path);
  } finally {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
  }
}

/** A line as this grid has it, null where it has not; and its number in the file. */
export interface ReusedLine {
  readonly text: string | null;
  readonly number: number;
}

/**
 * The lines of any file of results, renumbered.
 *
 * @throws InputError where it is none, or the grid too large
 */
export function* reusableLines(path: string, shown: string, own: OwnSweep): Generator<ReusedLine> {
  readHeader(path, shown);
  const cells = ownCells(own.header);
  if (cells > MOST_KEYED) {
    const message = `cannot be taken over into ${cells} cells, ${MOST_KEYED} is the most`;
    throw resultsFault(shown, 1, message, "give another file with -o");
  }
  const shard = own.header.shard ?? { index: 1, of: 1 };
  const numbers = new Map<string, number>();
  for (let place = 0; place < cells; place++) {
    const cell = cellOfShard(place, shard);
    numbers.set(own.keyOf(cell), cell);
  }
  let number = 0;
  for (const { text, whole } of resultsLines(path)) {
    number++;
    if (number === 1 || !whole) continue;
    const found = cellOfLine(text);
    if (found === null) {
      throw resultsFault(shown, number, "is no result of a sweep", "take the line out");
    }
    const cell = numbers.get(found.key);
    yield { number, text: cell === undefined ? null : text.replace(/\d+/, String(cell)) };
  }
}
