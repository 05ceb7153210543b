/** Where the lines of a file of results lie in it. */
import { ownCells, type ResultsHeader } from "../../sweep/results-header.ts";
import { placeInShard } from "../../sweep/shard.ts";
import { resultsFault } from "./read-header.ts";
import { cellOfLine, resultsLines } from "./results-lines.ts";

export class ResultsPlaces {
  /** By place in the shard: where the line begins; 0, where the header is, stands for none. */
  readonly offsets: Float64Array;
  /** Bytes of the line without its end. */
  readonly bytes: Uint32Array;
  count = 0;
  /** Whether the lines lie in the order of their cells. */
  ordered = true;
  /** Bytes of the whole lines. */
  end = 0;
  readonly #shard: { readonly index: number; readonly of: number };
  #last = -1;

  constructor(header: ResultsHeader) {
    this.offsets = new Float64Array(ownCells(header));
    this.bytes = new Uint32Array(this.offsets.length);
    this.#shard = header.shard ?? { index: 1, of: 1 };
  }

  /** The place of a cell; null where it belongs elsewhere. */
  placeOf(cell: number): number | null {
    const place = placeInShard(cell, this.#shard);
    return place !== null && place < this.offsets.length ? place : null;
  }

  has(place: number): boolean {
    return this.offsets[place] !== 0;
  }

  note(place: number, offset: number, bytes: number): void {
    this.offsets[place] = offset;
    this.bytes[place] = bytes;
    this.count++;
    if (place < this.#last) this.ordered = false;
    this.#last = place;
  }
}

/**
 * Reads a file through. A line that was cut off at its end does not count.
 *
 * @param keyOf the key that a cell has to have; null where nobody knows
 * @throws InputError for a line that does not belong there, or stands there twice
 */
export function readPlaces(
  path: string,
  shown: string,
  header: ResultsHeader,
  keyOf: ((cell: number) => string) | null,
): ResultsPlaces {
  const places = new ResultsPlaces(header);
  let number = 0;
  for (const { text, offset, bytes, whole } of resultsLines(path)) {
    number++;
    if (!whole) break;
    places.end = offset + bytes + 1;
    if (number === 1) continue;
    const found = cellOfLine(text);
    const place = found === null ? null : places.placeOf(found.cell);
    if (found === null || place === null || (keyOf !== null && keyOf(found.cell) !== found.key)) {
      const hint = "take the line out: its cell is then computed again";
      throw resultsFault(shown, number, "is no result of this sweep", hint);
    }
    if (places.has(place)) {
      const message = `cell ${found.cell} stands twice`;
      throw resultsFault(shown, number, message, "take one of its lines out");
    }
    places.note(place, offset, bytes);
  }
  return places;
}
