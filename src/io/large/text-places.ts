/**
 * Numbers the distinct texts of a column in the order in which they come, from 0, by their bytes.
 * A class because it grows.
 */
export class TextPlaces {
  readonly texts: Uint8Array[] = [];
  readonly #byHash = new Map<number, number>();
  readonly #byText = new Map<string, number>();

  /** @param hash any number of the bytes, the same for the same: it saves making a text of them */
  placeOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const known = this.#byHash.get(hash);
    if (known !== undefined && isSame(this.texts[known], bytes, from, to)) return known;
    const copy = Buffer.from(bytes.subarray(from, to)); // what is read next overwrites them
    const text = copy.toString("latin1");
    const place = this.#byText.get(text) ?? this.texts.push(copy) - 1;
    this.#byText.set(text, place);
    if (known === undefined) this.#byHash.set(hash, place);
    return place;
  }
}

function isSame(text: Uint8Array | undefined, bytes: Uint8Array, from: number, to: number) {
  if (text?.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[from + i]) return false;
  return true;
}
