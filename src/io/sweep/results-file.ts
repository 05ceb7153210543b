/** A file of results that cells are added to, and that a killed run is taken up from. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { ownCells, type ResultsHeader } from "../../sweep/results-header.ts";
import { cellOfShard, placeInShard } from "../../sweep/shard.ts";
import { errorCode } from "../read-text.ts";
import { inOrder } from "./in-order.ts";
import { lockFile } from "./lock-file.ts";
import type { OwnSweep } from "./own-sweep.ts";
import { readHeader, resultsFault } from "./read-header.ts";
import { cellOfLine, resultsLines } from "./results-lines.ts";
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
  readonly #own: OwnSweep;
  readonly #unlock: () => void;
  readonly #descriptor: number;
  /** By place in the shard: where the line begins; 0, where the header is, stands for none. */
  readonly #offsets: Float64Array;
  readonly #bytes: Uint32Array;
  #end = 0;
  #count = 0;
  #lastPlace = -1;
  #ordered = true;

  constructor(path: string, shown: string, own: OwnSweep, unlock: () => void) {
    this.#path = path;
    this.#shown = shown;
    this.#own = own;
    this.#unlock = unlock;
    this.#offsets = new Float64Array(ownCells(own.header));
    this.#bytes = new Uint32Array(this.#offsets.length);
    this.#descriptor = saved(shown, () => openSync(path, "r+"));
    this.#read();
  }

  #read(): void {
    let number = 0;
    for (const { text, offset, bytes, whole } of resultsLines(this.#path)) {
      number++;
      if (!whole) break;
      this.#end = offset + bytes + 1;
      if (number === 1) continue;
      const place = this.#placeOf(text, number);
      if (this.#offsets[place] !== 0) {
        const message = `cell ${cellOfLine(text)?.cell} stands twice`;
        throw resultsFault(this.#shown, number, message, "take one of its lines out");
      }
      this.#note(place, offset, bytes);
    }
    saved(this.#shown, () => ftruncateSync(this.#descriptor, this.#end));
  }

  #placeOf(text: string, number: number): number {
    const found = cellOfLine(text);
    const place = found && placeInShard(found.cell, this.#shard);
    const isOwn = place !== null && place < this.#offsets.length;
    if (found !== null && isOwn && this.#own.keyOf(found.cell) === found.key) return place;
    const hint = "take the line out: its cell is then computed again";
    throw resultsFault(this.#shown, number, "is no result of this sweep", hint);
  }

  get #shard() {
    return this.#own.header.shard ?? { index: 1, of: 1 };
  }

  #note(place: number, offset: number, bytes: number): void {
    this.#offsets[place] = offset;
    this.#bytes[place] = bytes;
    this.#count++;
    if (place < this.#lastPlace) this.#ordered = false;
    this.#lastPlace = place;
  }

  count(): number {
    return this.#count;
  }

  *missing(): Iterable<number> {
    for (const [place, offset] of this.#offsets.entries()) {
      if (offset === 0) yield cellOfShard(place, this.#shard);
    }
  }

  add(lines: readonly string[]): void {
    const added: string[] = [];
    for (const line of lines) {
      const cell = cellOfLine(line)?.cell ?? -1;
      const place = placeInShard(cell, this.#shard);
      if (place === null || !(place < this.#offsets.length)) {
        throw new RangeError(`lines must be of this sweep, got cell ${cell}`);
      }
      if (this.#offsets[place] !== 0) continue;
      const bytes = Buffer.byteLength(line);
      this.#note(place, this.#end, bytes);
      this.#end += bytes + 1;
      added.push(`${line}\n`);
    }
    if (added.length === 0) return;
    const text = added.join("");
    const from = this.#end - Buffer.byteLength(text);
    saved(this.#shown, () => writeAll(this.#descriptor, text, from));
  }

  settle(): void {
    if (this.#ordered || this.#count < this.#offsets.length) {
      saved(this.#shown, () => fsyncSync(this.#descriptor));
      return;
    }
    const places = { offsets: this.#offsets, bytes: this.#bytes };
    const first = headerLine(this.#own.header);
    saved(this.#shown, () =>
      inOrder(this.#path, first, [{ descriptor: this.#descriptor, ...places }]),
    );
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
