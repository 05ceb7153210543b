/** Damages files as disks, editors, transfers and killed programs do, and as chance does. */

/** Draws a whole number from 0 to below the bound. */
export type Draw = (bound: number) => number;

const tokens = [
  '"',
  ",",
  ";",
  "\n",
  "\r",
  "\r\r\n",
  "\t",
  "\0",
  "{",
  "}",
  "[",
  "]",
  "<",
  ">",
  "-",
  "0",
  "-1",
  "1e308",
  "1e-320",
  "9".repeat(25),
  "NaN",
  "null",
  "Infinity",
  "\u001b[31m",
  "\ufeff",
  "é",
  "%",
  "constructor",
  "__proto__",
].map((token) => [...token].flatMap((character) => utf8Of(character)));

function utf8Of(character: string): readonly number[] {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}

/**
 * The bytes with 1 to 8 changes: a byte replaced, a token put in, a stretch deleted, doubled, moved or
 * taken from another file, digits replaced, lines swapped, the end cut off.
 */
export function mutateBytes(bytes: Uint8Array, other: Uint8Array, draw: Draw): Uint8Array {
  let changed = bytes;
  for (let left = 1 + draw(8); left > 0; left--) changed = mutateOnce(changed, other, draw);
  return changed;
}

function mutateOnce(bytes: Uint8Array, other: Uint8Array, draw: Draw): Uint8Array {
  const at = draw(bytes.length + 1);
  const length = 1 + draw(Math.min(400, bytes.length + 1));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const stretch = after.subarray(0, length);
  switch (draw(9)) {
    case 0:
      return joined(before, [draw(256)], after.subarray(1));
    case 1:
      return joined(before, tokens[draw(tokens.length)] ?? [], after);
    case 2:
      return joined(before, tokens[draw(tokens.length)] ?? [], after.subarray(length));
    case 3:
      return joined(before, after.subarray(length));
    case 4:
      return joined(before, stretch, after);
    case 5: {
      const to = draw(before.length + 1);
      return joined(before.subarray(0, to), stretch, before.subarray(to), after.subarray(length));
    }
    case 6: {
      const from = draw(other.length + 1);
      return joined(before, other.subarray(from, from + length), after.subarray(length));
    }
    case 7:
      return joined(
        before,
        stretch.map((byte) => (byte >= 48 && byte < 58 ? 48 + draw(10) : byte)),
        after.subarray(length),
      );
    default:
      return draw(4) === 0 ? before : joined(before, [before[draw(at + 1)] ?? 0], after);
  }
}

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
