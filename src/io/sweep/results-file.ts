/** A file of results that cells are added to, and that a killed run is taken up from. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { cellOfShard } from "../../sweep/shard.ts";
import { errorCode } from "../read-text.ts";
import { inOrder } from "./in-order.ts";
import { lockFile } from "./lock-file.ts";
import type { OwnSweep } from "./own-sweep.ts";
import { readHeader, resultsFault } from "./read-header.ts";
import { cellOfLine } from "./results-lines.ts";
import { type ResultsPlaces, readPlaces } from "./results-places.ts";
import { takeOver } from "./take-over.ts";

export interface ResultsFile {
  /** Cells that are there. */
  readonly count: () => number;
  /** Numbers of the cells that are not, rising. */
  readonly missing: () => Iterable<number>;
  /** Adds the cells that were not there, each once. */
  readonly add: (lines: readonly string[]) => void;
  /** Puts the lines into the order of their cells, once all are there. */
  readonly settle: () => void;
  readonly close: () => void;
}

/**
 * Opens a file of results, or begins it. A line that was cut off when its process was killed is
 * taken away, and its cell computed again. A file of a smaller grid is taken over: its cells keep
 * their results.
 *
 * @throws InputError where the file holds something else, or a run is writing to it now
 */
export function openResults(path: string, shown: string, own: OwnSweep): ResultsFile {
  const unlock = lockFile(path, shown);
  try {
    begin(path, shown, own);
    return new OpenResults(path, shown, own, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

const headerLine = (header: ResultsHeader) => `${JSON.stringify(header)}\n`;

/** Leaves a file that begins with the header of this sweep. */
function begin(path: string, shown: string, own: OwnSweep): void {
  const before = existsSync(path) ? readHeader(path, shown) : null;
  if (before === null) {
    const descriptor = saved(shown, () => openSync(path, "w"));
    saved(shown, () => writeAll(descriptor, headerLine(own.header)));
    closeSync(descriptor);
  } else if (JSON.stringify(before) !== JSON.stringify(own.header)) {
    takeOver(path, shown, before, own);
  }
}

class OpenResults implements ResultsFile {
  readonly #path: string;
  readonly #shown: string;
  readonly #header: ResultsHeader;
  readonly #unlock: () => void;
  readonly #descriptor: number;
  readonly #places: ResultsPlaces;

  constructor(path: string, shown: string, { header, keyOf }: OwnSweep, unlock: () => void) {
    this.#path = path;
    this.#shown = shown;
    this.#header = header;
    this.#unlock = unlock;
    this.#places = readPlaces(path, shown, header, keyOf);
    this.#descriptor = saved(shown, () => openSync(path, "r+"));
    saved(shown, () => ftruncateSync(this.#descriptor, this.#places.end));
  }

  count(): number {
    return this.#places.count;
  }

  *missing(): Iterable<number> {
    const shard = this.#header.shard ?? { index: 1, of: 1 };
    const { offsets } = this.#places;
    for (let place = 0; place < offsets.length; place++) {
      if (!this.#places.has(place)) yield cellOfShard(place, shard);
    }
  }

  add(lines: readonly string[]): void {
    const places = this.#places;
    const from = places.end;
    const added: string[] = [];
    for (const line of lines) {
      const cell = cellOfLine(line)?.cell ?? -1;
      const place = places.placeOf(cell);
      if (place === null) throw new RangeError(`lines must be of this sweep, got cell ${cell}`);
      if (places.has(place)) continue;
      const bytes = Buffer.byteLength(line);
      places.note(place, places.end, bytes);
      places.end += bytes + 1;
      added.push(`${line}\n`);
    }
    if (added.length === 0) return;
    saved(this.#shown, () => writeAll(this.#descriptor, added.join(""), from));
  }

  settle(): void {
    const { ordered, count, offsets, bytes } = this.#places;
    if (ordered || count < offsets.length) {
      saved(this.#shown, () => fsyncSync(this.#descriptor));
      return;
    }
    const placed = { descriptor: this.#descriptor, offsets, bytes };
    saved(this.#shown, () => inOrder(this.#path, headerLine(this.#header), [placed]));
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#unlock();
  }
}

/** @throws InputError where the disk does not take it */
function saved<T>(shown: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const message = `cannot be written (${errorCode(error) ?? error})`;
    const hint = "what was computed stays: check the folder and the free space, and run it again";
    throw resultsFault(shown, 1, message, hint);
  }
}

function writeAll(descriptor: number, text: string, from = 0): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, from + done);
  }
}
