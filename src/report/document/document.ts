/**
 * A document as plain data: what is said, in which order, without any form. Markdown, HTML, PDF and
 * Word are made from the same tree, each with one escape of its own.
 */

/** Text that is only text in every form: a name in it never becomes markup. */
export type Span =
  | string
  | { readonly strong: string }
  /** What is typed or pasted: commands, paths, names of levers. */
  | { readonly code: string }
  /** Leads to a file beside the document; plain text in forms that stand alone. */
  | { readonly link: string; readonly text: string };

export type Text = string | readonly Span[];

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Text[] }
  | { readonly kind: "table"; readonly header: readonly Text[]; readonly rows: readonly Row[] }
  | Picture
  | { readonly kind: "code"; readonly text: string }
  /** Folded where a form can fold; left out on paper, where the appendix says the same. */
  | { readonly kind: "details"; readonly summary: Text; readonly blocks: readonly Block[] };

export type Row = readonly Text[];

export interface Picture {
  readonly kind: "picture";
  /** Name of the chart, "zones". */
  readonly name: string;
  /** Read aloud, and shown where the picture is missing. */
  readonly alt: string;
  /** One sentence that says what it shows. */
  readonly caption: string;
}

export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const heading = (level: 2 | 3 | 4, text: Text): Block => ({ kind: "heading", level, text });

export const paragraph = (text: Text): Block => ({ kind: "paragraph", text });

/** No block where there is nothing to list. */
export const list = (items: readonly Text[], ordered = false): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: "list", ordered, items }];

/** @throws RangeError if a row has more or fewer cells than the header */
export function table(header: readonly Text[], rows: readonly Row[]): Block {
  const wrong = rows.find((row) => row.length !== header.length);
  if (wrong !== undefined) {
    throw new RangeError(`row must have ${header.length} cells, got ${wrong.length}`);
  }
  return { kind: "table", header, rows };
}

export const spansOf = (text: Text): readonly Span[] => (typeof text === "string" ? [text] : text);

/** The words alone, without any form. */
export function plainText(text: Text): string {
  return spansOf(text).map(wordsOf).join("");
}

export function wordsOf(span: Span): string {
  if (typeof span === "string") return span;
  if ("strong" in span) return span.strong;
  return "code" in span ? span.code : span.text;
}

/** All pictures of a document, in their order, those inside details too. */
export function picturesOf(blocks: readonly Block[]): readonly Picture[] {
  return blocks.flatMap((block) => {
    if (block.kind === "picture") return [block];
    return block.kind === "details" ? picturesOf(block.blocks) : [];
  });
}
