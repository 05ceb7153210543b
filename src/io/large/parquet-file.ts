/**
 * Writes a table as Parquet, column by column and uncompressed: numbers as they are, texts by a dictionary
 * of each group of rows. As little of the format as the engine needs to read it.
 *
 * Source: Apache Parquet format 2.11, parquet.thrift and Encodings.md (plain, hybrid of bit-packed runs).
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { type ThriftFields, thriftStruct } from "./thrift-struct.ts";

/** A column of one group of rows; its texts are numbered, −1 where there is none. */
export type GroupColumn =
  | { readonly kind: "numbers"; readonly values: Float64Array }
  | { readonly kind: "texts"; readonly places: Int32Array; readonly texts: readonly Uint8Array[] };

export interface ParquetColumn {
  readonly name: string;
  readonly kind: GroupColumn["kind"];
  /** Whether a row may have none. */
  readonly optional: boolean;
}

/** Numbers of the format: types, pages and encodings. */
const DOUBLE = 5;
const BYTE_ARRAY = 6;
const UTF8 = 0;
const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;

interface Chunk {
  readonly start: number;
  readonly dictionaryAt: number | null;
  readonly dataAt: number;
  readonly size: number;
}

export class ParquetFile {
  readonly #file: number;
  readonly #columns: readonly ParquetColumn[];
  readonly #groups: ThriftFields[] = [];
  #at = 0;
  #rows = 0;

  constructor(path: string, columns: readonly ParquetColumn[]) {
    this.#file = openSync(path, "w");
    this.#columns = columns;
    this.#write([Buffer.from("PAR1")]);
  }

  /** Adds a group of rows: its columns in the order of the table's. */
  add(rows: number, columns: readonly GroupColumn[]): void {
    const start = this.#at;
    const chunks = columns.map((column, i) => {
      const { name = "", optional = false } = this.#columns[i] ?? {};
      return chunkFields(name, column.kind, rows, this.#addColumn(rows, column, optional));
    });
    this.#groups.push([
      [1, { list: chunks }],
      [2, { long: this.#at - start }],
      [3, { long: rows }],
    ]);
    this.#rows += rows;
  }

  /** Writes the footer; the file is whole then. */
  close(): void {
    const footer = thriftStruct([
      [1, { int: 1 }],
      [2, { list: schemaOf(this.#columns) }],
      [3, { long: this.#rows }],
      [4, { list: this.#groups }],
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    this.#write([footer, length, Buffer.from("PAR1")]);
    closeSync(this.#file);
  }

  /** Leaves the file as it is: it is of no use. */
  abandon(): void {
    closeSync(this.#file);
  }

  #addColumn(rows: number, column: GroupColumn, optional: boolean): Chunk {
    const start = this.#at;
    if (column.kind === "numbers") {
      const { buffer, byteOffset } = column.values;
      this.#page(rows, PLAIN, [Buffer.from(buffer, byteOffset, 8 * rows)]);
      return { start, dictionaryAt: null, dataAt: start, size: this.#at - start };
    }
    const { places, texts } = column;
    const dictionary = texts.flatMap((text) => [lengthOf(text.length), text]);
    this.#writePage(DICTIONARY_PAGE, dictionary, [
      7,
      {
        struct: [
          [1, { int: texts.length }],
          [2, { int: PLAIN }],
        ],
      },
    ]);
    const dataAt = this.#at;
    const present = optional ? places.subarray(0, rows).filter((place) => place >= 0) : places;
    const levels = optional ? [levelsOf(places, rows)] : [];
    const count = optional ? present.length : rows;
    this.#page(rows, RLE_DICTIONARY, [...levels, packed(present, count, texts.length)]);
    return { start, dictionaryAt: start, dataAt, size: this.#at - start };
  }

  #page(rows: number, encoding: number, parts: readonly Uint8Array[]): void {
    this.#writePage(DATA_PAGE, parts, [
      5,
      {
        struct: [
          [1, { int: rows }],
          [2, { int: encoding }],
          [3, { int: RLE }],
          [4, { int: RLE }],
        ],
      },
    ]);
  }

  #writePage(type: number, parts: readonly Uint8Array[], header: ThriftFields[number]): void {
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    const struct: ThriftFields = [
      [1, { int: type }],
      [2, { int: size }],
      [3, { int: size }],
      header,
    ];
    this.#write([thriftStruct(struct), ...parts]);
  }

  #write(parts: readonly Uint8Array[]): void {
    const bytes = Buffer.concat(parts);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    this.#at += bytes.length;
  }
}

function schemaOf(columns: readonly ParquetColumn[]): readonly ThriftFields[] {
  return [
    [
      [4, { text: "rows" }],
      [5, { int: columns.length }],
    ],
    ...columns.map(
      ({ name, kind, optional }): ThriftFields => [
        [1, { int: kind === "numbers" ? DOUBLE : BYTE_ARRAY }],
        [3, { int: optional ? 1 : 0 }],
        [4, { text: name }],
        ...(kind === "texts" ? [[6, { int: UTF8 }] as const] : []),
      ],
    ),
  ];
}

function chunkFields(
  name: string,
  kind: GroupColumn["kind"],
  rows: number,
  { start, dictionaryAt, dataAt, size }: Chunk,
): ThriftFields {
  const meta: ThriftFields = [
    [1, { int: kind === "numbers" ? DOUBLE : BYTE_ARRAY }],
    [2, { ints: [PLAIN, RLE, RLE_DICTIONARY] }],
    [3, { texts: [name] }],
    [4, { int: 0 }],
    [5, { long: rows }],
    [6, { long: size }],
    [7, { long: size }],
    [9, { long: dataAt }],
    ...(dictionaryAt === null ? [] : [[11, { long: dictionaryAt }] as const]),
  ];
  return [
    [2, { long: start }],
    [3, { struct: meta }],
  ];
}

function lengthOf(count: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(count);
  return bytes;
}

/** Which rows have a text: one bit each, in one run. */
function levelsOf(places: Int32Array, rows: number): Buffer {
  const groups = Math.ceil(rows / 8);
  const header = varint(2 * groups + 1);
  const bytes = Buffer.alloc(4 + header.length + groups);
  bytes.writeUInt32LE(header.length + groups);
  bytes.set(header, 4);
  for (let row = 0; row < rows; row++) {
    const at = 4 + header.length + (row >> 3);
    if ((places[row] ?? -1) >= 0) bytes[at] = (bytes[at] ?? 0) | (1 << (row & 7));
  }
  return bytes;
}

/** Places in the dictionary, of one, two or four whole bytes each, in one run. */
function packed(places: Int32Array, count: number, texts: number): Buffer {
  const width = texts <= 256 ? 1 : texts <= 65_536 ? 2 : 4;
  const groups = Math.ceil(count / 8);
  const header = varint(2 * groups + 1);
  const start = 1 + header.length;
  const bytes = Buffer.alloc(start + 8 * groups * width);
  bytes[0] = 8 * width;
  bytes.set(header, 1);
  for (let i = 0; i < count; i++) {
    const place = places[i] ?? 0;
    if (width === 1) bytes[start + i] = place;
    else if (width === 2) bytes.writeUInt16LE(place, start + 2 * i);
    else bytes.writeInt32LE(place, start + 4 * i);
  }
  return bytes;
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
