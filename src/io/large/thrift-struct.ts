/** A value of a struct: numbers of 32 and 64 bits, texts, structs and lists of them. */
export type ThriftValue =
  | { readonly int: number }
  | { readonly long: number }
  | { readonly text: string }
  | { readonly struct: ThriftFields }
  | { readonly ints: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly list: readonly ThriftFields[] };

/** Fields by their numbers, rising. */
export type ThriftFields = readonly (readonly [field: number, value: ThriftValue])[];

/** Kinds of fields and elements. */
const INT = 5;
const LONG = 6;
const TEXT = 8;
const LIST = 9;
const STRUCT = 12;

/**
 * A struct in Thrift's compact protocol, of whole numbers from 0 to 2^52.
 *
 * Source: Apache Thrift, thrift-compact-protocol.md.
 */
export function thriftStruct(fields: ThriftFields): Buffer {
  const bytes: number[] = [];
  write(bytes, fields);
  return Buffer.from(bytes);
}

function write(bytes: number[], fields: ThriftFields): void {
  let last = 0;
  for (const [field, value] of fields) {
    bytes.push(((field - last) << 4) | kindOf(value));
    last = field;
    writeValue(bytes, value);
  }
  bytes.push(0);
}

function kindOf(value: ThriftValue): number {
  if ("int" in value) return INT;
  if ("long" in value) return LONG;
  if ("text" in value) return TEXT;
  return "struct" in value ? STRUCT : LIST;
}

function writeValue(bytes: number[], value: ThriftValue): void {
  if ("int" in value) writeNumber(bytes, value.int);
  else if ("long" in value) writeNumber(bytes, value.long);
  else if ("text" in value) writeText(bytes, value.text);
  else if ("struct" in value) write(bytes, value.struct);
  else if ("ints" in value) writeList(bytes, INT, value.ints, writeNumber);
  else if ("texts" in value) writeList(bytes, TEXT, value.texts, writeText);
  else writeList(bytes, STRUCT, value.list, write);
}

function writeList<One>(
  bytes: number[],
  kind: number,
  list: readonly One[],
  writeOne: (bytes: number[], one: One) => void,
): void {
  if (list.length < 15) bytes.push((list.length << 4) | kind);
  else {
    bytes.push(0xf0 | kind);
    writeVarint(bytes, list.length);
  }
  for (const one of list) writeOne(bytes, one);
}

function writeText(bytes: number[], text: string): void {
  const encoded = Buffer.from(text);
  writeVarint(bytes, encoded.length);
  bytes.push(...encoded);
}

/** Zigzag: of numbers of 0 or more the double. */
function writeNumber(bytes: number[], value: number): void {
  writeVarint(bytes, 2 * value);
}

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
