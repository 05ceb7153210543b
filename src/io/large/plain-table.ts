/** The compact table of a log of plain rows: Parquet, written by an optional package, hyparquet-writer. */
import type { ParquetWriter } from "hyparquet-writer";

/** Rows that are written together: each column, of as many rows. */
export interface PlainGroup {
  /** Unix seconds. */
  readonly ends: Float64Array;
  readonly ms: Float64Array;
  readonly path: string[];
  /** Null where the request did not fail. */
  readonly error: (string | null)[];
  readonly users: Float64Array;
}

/** Most rows of a group: a column of numbers then is one page. */
export const groupRows = 100_000;

type Schema = ParquetWriter["schema"];

const number = { type: "DOUBLE", repetition_type: "REQUIRED" } as const;
const text = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
const schema: Schema = [
  { name: "rows", num_children: 5 },
  { name: "ends", ...number },
  { name: "ms", ...number },
  { name: "path", ...text, repetition_type: "REQUIRED" },
  { name: "error", ...text, repetition_type: "OPTIONAL" },
  { name: "users", ...number },
];

/** A class because it writes a file, group by group and at once, and keeps no more of it than a group. */
export class PlainTable {
  readonly #writer: ParquetWriter;
  /** Groups are written at once, as a file is; of a writer that takes its time they would be waited for. */
  readonly #written: Promise<void>[] = [];

  private constructor(writer: ParquetWriter) {
    this.#writer = writer;
  }

  /** Begins a table; null where the package is not installed. */
  static async at(path: string): Promise<PlainTable | null> {
    const library = await import("hyparquet-writer").catch(() => null);
    if (library === null) return null;
    const writer = library.fileWriter(path);
    const options = { schema, codec: "UNCOMPRESSED", statistics: false } as const;
    return new PlainTable(new library.ParquetWriter({ writer, ...options }));
  }

  add({ ends, ms, path, error, users }: PlainGroup): void {
    const encoding = "PLAIN"; // no search for a dictionary of numbers
    const written = this.#writer.write({
      columnData: [
        { name: "ends", data: ends, encoding },
        { name: "ms", data: ms, encoding },
        { name: "path", data: path },
        { name: "error", data: error },
        { name: "users", data: users, encoding },
      ],
      rowGroupSize: groupRows,
    });
    if (written !== undefined) this.#written.push(written);
  }

  /** Writes the footer; the table is whole then. */
  async close(): Promise<void> {
    await Promise.all(this.#written);
    await this.#writer.finish();
  }
}
