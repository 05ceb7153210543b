/** The shards of a sweep as one file, in the order of their cells. */
import { closeSync, openSync } from "node:fs";
import { type MergeFault, mergeHeaders, type ShardFile } from "../../sweep/merge-headers.ts";
import { ownCells, type ResultsHeader } from "../../sweep/results-header.ts";
import { InputError } from "../../workspace/input-error.ts";
import { errorCode } from "../read-text.ts";
import { inOrder } from "./in-order.ts";
import { readHeader, resultsFault } from "./read-header.ts";
import { type ResultsPlaces, readPlaces } from "./results-places.ts";

export interface NamedResults {
  readonly path: string;
  readonly shown: string;
}

/**
 * Writes one file of several. Nothing is written unless every cell is there once.
 *
 * @returns the header of the whole
 * @throws InputError naming every gap, cell that stands twice and mixed version
 */
export function mergeResults(files: readonly NamedResults[], output: NamedResults): ResultsHeader {
  const read = files.map((file) => ({ ...file, header: headerOf(file) }));
  const merged = mergeHeaders(
    read.map(({ shown, header }): ShardFile => ({ file: shown, header })),
  );
  if (!merged.ok) throw failure(merged.faults);
  const placed = read
    .map((file) => ({ ...file, places: readPlaces(file.path, file.shown, file.header, null) }))
    .toSorted((a, b) => (a.header.shard?.index ?? 1) - (b.header.shard?.index ?? 1));
  const gaps = placed.flatMap(({ shown, header, places }) => gapOf(shown, header, places));
  if (gaps.length > 0) throw failure(gaps);
  const open: number[] = [];
  try {
    const parts = placed.map(({ path, places }) => {
      const descriptor = openSync(path, "r");
      open.push(descriptor);
      return { descriptor, offsets: places.offsets, bytes: places.bytes };
    });
    inOrder(output.path, `${JSON.stringify(merged.header)}\n`, parts);
  } catch (error) {
    const message = `cannot be written (${errorCode(error) ?? error})`;
    throw resultsFault(output.shown, 1, message, "check the folder, its rights and the free space");
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
  return merged.header;
}

function headerOf({ path, shown }: NamedResults): ResultsHeader {
  const header = readHeader(path, shown);
  if (header !== null) return header;
  throw resultsFault(shown, 1, "is empty", "compute this shard, or name another file");
}

function gapOf(file: string, header: ResultsHeader, places: ResultsPlaces): readonly MergeFault[] {
  const own = ownCells(header);
  if (places.count === own) return [];
  const first = places.offsets.indexOf(0);
  const { index, of } = header.shard ?? { index: 1, of: 1 };
  const message = `holds ${places.count} of ${own} cells: cell ${index - 1 + first * of} is missing`;
  return [{ file, message, hint: "run its sweep again: only what is missing is computed" }];
}

function failure(faults: readonly MergeFault[]): InputError {
  return new InputError(faults.map((fault) => ({ ...fault, line: 1, column: 1 })));
}
