/**
 * Texts of a column by their bytes, so that a text that comes again need not be made anew.
 * A class because it grows.
 */
export class KnownTexts {
  readonly #byHash = new Map<number, string>();

  /** @param hash any number of the bytes, the same for the same */
  textOf(bytes: Buffer, from: number, to: number, hash: number): string {
    const known = this.#byHash.get(hash);
    if (known !== undefined && isSame(known, bytes, from, to)) return known;
    const text = bytes.toString("latin1", from, to);
    if (known === undefined) this.#byHash.set(hash, text);
    return text;
  }
}

function isSame(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
