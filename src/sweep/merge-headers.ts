import type { ResultsHeader } from "./results-header.ts";

/** A file of results, as it was read. */
export interface ShardFile {
  readonly file: string;
  readonly header: ResultsHeader;
}

/** What keeps shards from being one sweep: which file, and why. */
export interface MergeFault {
  readonly file: string;
  readonly message: string;
  readonly hint: string;
}

/** The header of the whole; or what is wrong, all of it. */
export type MergedHeader =
  | { readonly ok: true; readonly header: ResultsHeader }
  | { readonly ok: false; readonly faults: readonly MergeFault[] };

/** Whether files are the shards of one sweep: none missing, none twice, all by one program. */
export function mergeHeaders(files: readonly ShardFile[]): MergedHeader {
  const [first, ...others] = files;
  if (first === undefined) throw new RangeError("files must hold at least one, got none");
  const faults = [...others.flatMap((one) => unlike(first, one)), ...misplaced(files)];
  const header = { ...first.header, shard: null };
  return faults.length === 0 ? { ok: true, header } : { ok: false, faults };
}

function unlike(first: ShardFile, { file, header }: ShardFile): readonly MergeFault[] {
  const { program, sweep } = first.header;
  if (header.program !== program) {
    const message = `was computed by ${header.program}, ${first.file} by ${program}`;
    return [{ file, message, hint: "compute all shards with one version of program and Node" }];
  }
  if (header.sweep === sweep) return [];
  const message = `is of another sweep than ${first.file}`;
  return [{ file, message, hint: "shards need the same grid, models, measurements and seed" }];
}

function misplaced(files: readonly ShardFile[]): readonly MergeFault[] {
  const shards = files.map(({ header }) => header.shard);
  const of = Math.max(...shards.map((shard) => shard?.of ?? 1));
  const seen = new Map<number, string>();
  const faults: MergeFault[] = [];
  for (const { file, header } of files) {
    const { index, of: own } = header.shard ?? { index: 1, of: 1 };
    const before = seen.get(index);
    if (own !== of) {
      const message = `is one of ${own} shards, others are of ${of}`;
      faults.push({ file, message, hint: "cut the sweep into the same number of shards" });
    } else if (before !== undefined) {
      const message = `is shard ${index} of ${of}, as ${before} is`;
      faults.push({ file, message, hint: "name each shard once" });
    } else seen.set(index, file);
  }
  const missing = missingOf(seen, of);
  const [{ file } = { file: "" }] = files;
  if (missing !== "") {
    const message = `shard ${missing} of ${of} is missing`;
    faults.push({ file, message, hint: "compute it, and name its file as well" });
  }
  return faults;
}

/** Shards that are named in a message; the rest is counted. */
const MOST_NAMED = 5;

function missingOf(seen: ReadonlyMap<number, string>, of: number): string {
  const missing: number[] = [];
  for (let index = 1; index <= of && missing.length <= MOST_NAMED; index++) {
    if (!seen.has(index)) missing.push(index);
  }
  const more = of - seen.size - MOST_NAMED;
  const named = missing.slice(0, MOST_NAMED).join(", ");
  return missing.length > MOST_NAMED ? `${named} and ${more} more` : named;
}
