/**
 * Advance widths of a TrueType font, from its tables `head`, `hhea`, `hmtx` and `cmap`
 * (format 4, which covers the Basic Multilingual Plane). Kerning is not applied; on
 * labels it changes the width by less than a per cent.
 *
 * Source: OpenType specification 1.9, chapters "cmap" and "hmtx".
 */
export interface FontWidths {
  /** Width of a text in units of the font size. */
  readonly width: (text: string) => number;
}

/** @throws RangeError unless the bytes are a TrueType font with a format 4 character map */
export function readFontWidths(bytes: Uint8Array): FontWidths {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableOffsets(view);
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new RangeError(`font must have a table ${tag}`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table("head") + 18);
  const metricCount = view.getUint16(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyphOf = characterMap(view, table("cmap"));
  // Glyphs past the last metric share it: the table is cut off where they become equal.
  const advance = (glyph: number) =>
    view.getUint16(hmtx + 4 * Math.min(glyph, metricCount - 1)) / unitsPerEm;
  return {
    width: (text) =>
      [...text].reduce(
        (sum, character) => sum + advance(glyphOf(character.codePointAt(0) ?? 0)),
        0,
      ),
  };
}

function tableOffsets(view: DataView): Map<string, number> {
  const offsets = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(record + k)));
    offsets.set(tag, view.getUint32(record + 8));
  }
  return offsets;
}

function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const start = formatFourSubtable(view, cmap);
  const doubledCount = view.getUint16(start + 6);
  const ends = start + 14;
  const starts = ends + doubledCount + 2;
  const deltas = starts + doubledCount;
  const ranges = deltas + doubledCount;
  return (codePoint) => {
    for (let at = 0; at < doubledCount; at += 2) {
      if (codePoint > view.getUint16(ends + at)) continue;
      const first = view.getUint16(starts + at);
      if (codePoint < first) return 0; // the glyph of a missing character
      const delta = view.getUint16(deltas + at);
      const range = view.getUint16(ranges + at);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(ranges + at + range + 2 * (codePoint - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

function formatFourSubtable(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const start = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(start) === 4) return start;
  }
  throw new RangeError("font must have a character map of format 4");
}
