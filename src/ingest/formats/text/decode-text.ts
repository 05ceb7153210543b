/** What a file's bytes were taken for. */
export interface DecodedText {
  readonly text: string;
  /** latin-1 stands for any code page of one byte a character: figures are right, names may not be. */
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
}

/** Joins code points to text piece by piece, since a call takes only so many arguments. */
const piece = 8192;

function joiner() {
  let text = "";
  let codes: number[] = [];
  const flush = () => {
    text += String.fromCodePoint(...codes);
    codes = [];
  };
  return {
    add(code: number) {
      codes.push(code);
      if (codes.length === piece) flush();
    },
    text() {
      flush();
      return text;
    },
  };
}

/** Strict UTF-8, or undefined at the first byte that is not. */
function utf8(bytes: Uint8Array): string | undefined {
  const joined = joiner();
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      joined.add(lead);
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) return undefined;
    let code = lead & (0x3f >> more);
    for (let i = 1; i <= more; i++) {
      const next = bytes[at + i];
      if (next === undefined && bytes.length > more) return joined.text();
      if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    const least = [0x80, 0x800, 0x10000][more - 1] ?? 0;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    joined.add(code);
    at += more;
  }
  return joined.text();
}

/** So many characters show whether every second byte is nothing. */
const sample = 512;

/** Share of characters that have a byte of 0: digits and separators, which tables in any language have, and lines drawn around them. */
const LEAST = 0.3;
/** Share of pairs that no text has, up to which something is text. */
const FEW = 0.05;
/** So many times as many separators as in the other order, which has one by chance only. */
const CLEARLY = 4;

const isSeparator = (byte: number) =>
  byte === 0x20 || byte === 0x2c || byte === 0x09 || byte === 0x0a || byte === 0x0d;
const isControl = (byte: number) => byte < 0x20 && !isSeparator(byte);

/**
 * Text of two bytes a character without its byte-order mark: the high byte of digits and separators is 0, and no
 * other text holds a byte of 0. Which of the two bytes is the high one, separators say: a character such as U+2500 or
 * U+4E00 has its 0 in the other byte and looks like a "%" or an "N" of the other order, but hardly any looks
 * like a blank, a comma or the end of a line (U+2000, U+2C00 and U+0A00 would).
 */
function unmarked(bytes: Uint8Array): "little" | "big" | undefined {
  const pairs = Math.min(sample, Math.floor(bytes.length / 2));
  if (pairs < 4) return undefined;
  let [noText, even, odd, little, big] = [0, 0, 0, 0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const [first = 0, second = 0] = [bytes[2 * pair], bytes[2 * pair + 1]];
    if (first !== 0 && second !== 0) continue;
    const other = first + second;
    if (second === 0) odd++;
    else even++;
    if (isControl(other)) noText++;
    if (!isSeparator(other)) continue;
    if (second === 0) little++;
    else big++;
  }
  if (odd + even <= LEAST * pairs || noText >= FEW * pairs) return undefined;
  if (little + big === 0) return odd > even ? "little" : "big";
  if (little > CLEARLY * big) return "little";
  return big > CLEARLY * little ? "big" : undefined;
}

/**
 * The text of a load-test file: UTF-8, UTF-16 with its byte-order mark or without, else one byte a character
 * (Windows tools write CP949, CP1252 or GBK into names; digits, quotes and delimiters are the same in
 * all of them). A character cut in two at the end of a file is left out. Byte-order marks are removed.
 * Never fails; linear.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const order = marked ? (first === 0xff ? "little" : "big") : unmarked(bytes);
  if (order !== undefined) {
    const little = order === "little";
    const joined = joiner();
    for (let at = marked ? 2 : 0; at + 1 < bytes.length; at += 2) {
      const [a = 0, b = 0] = [bytes[at], bytes[at + 1]];
      joined.add(little ? a | (b << 8) : (a << 8) | b);
    }
    return { text: joined.text(), encoding: little ? "utf-16le" : "utf-16be" };
  }
  const text = utf8(bytes);
  if (text !== undefined) return { text: text.replace(/^\uFEFF/, ""), encoding: "utf-8" };
  const joined = joiner();
  for (const byte of bytes) joined.add(byte);
  return { text: joined.text(), encoding: "latin-1" };
}
