/**
 * A document as Typst's source, of which its compiler makes a PDF. All that is said stands in string
 * literals: nothing of it is read as markup or code.
 */

import { keepUnits } from "../../wording/keep-units.ts";
import { visibleText } from "../../wording/visible-text.ts";
import { columnWeights } from "./column-weights.ts";
import {
  type Block,
  type ReportDocument,
  type Row,
  type Span,
  spansOf,
  type Text,
} from "./document.ts";
import { figureColumns } from "./figure-cell.ts";
import { holdsTogether, leadsOn } from "./holds-together.ts";

/** @param fileOf the file of a picture, as the compiler knows it; null: there is none */
export function documentTypst(
  { title, blocks }: ReportDocument,
  fileOf: (name: string) => string | null,
): string {
  return [
    `#set document(title: ${literal(title)}, date: none)`,
    ...preamble,
    `#text(size: 18pt, weight: "bold", ${literal(title)})`,
    ...blocks.map((block, i) => {
      const made = blockTypst(block, fileOf);
      if (leadsOn(block, blocks[i + 1])) return `#block(sticky: true, {${made.slice(1)}})`;
      return holdsTogether(block) ? `#block(breakable: false, {${made.slice(1)}})` : made;
    }),
    "",
  ].join("\n\n");
}

const preamble = [
  // 16 cm wide, at which its words have 8 pt, unless it would then be higher than a page.
  "#let onepage(file, alt) = layout(size => { let whole = image(file, width: calc.min(size.width, 160mm), alt: alt); if measure(whole).height > 225mm { image(file, height: 225mm, alt: alt) } else { whole } })",
  '#set page(paper: "a4", margin: (x: 18mm, y: 15mm), numbering: "1 / 1")',
  '#set text(font: "DejaVu Sans", size: 9pt, lang: "en", hyphenate: false)',
  "#set par(leading: 0.62em, spacing: 0.9em)",
  "#show heading: set block(above: 1.5em, below: 0.8em)",
  '#show raw: set text(font: "DejaVu Sans", size: 1.15em, fill: rgb("#1f4a75"))',
  "#show figure: set block(breakable: false)",
  "#show figure.caption: it => align(left, text(size: 8.5pt, fill: luma(80), it.body))",
  "#set table(stroke: (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt + luma(160) }), inset: (x: 4pt, y: 3.2pt))",
  "#show table: set text(size: 8pt)",
  "#show table: set par(leading: 0.5em)",
  '#show table.cell.where(y: 0): set text(weight: "bold")',
];

function blockTypst(block: Block, fileOf: (name: string) => string | null): string {
  switch (block.kind) {
    case "heading":
      // The title is no heading of the body: its parts are of the first level.
      return `#heading(level: ${block.level - 1}, ${inline(block.text)})`;
    case "paragraph":
      return `#par(${inline(block.text)})`;
    case "list": {
      const items = block.items.map((item) => inline(item)).join(", ");
      return `#${block.ordered ? "enum" : "list"}(${items})`;
    }
    case "table":
      return tableTypst(block.header, block.rows);
    case "picture": {
      const file = fileOf(block.name);
      if (file === null) return `#par(${literal(block.caption)})`;
      return `#figure(onepage(${literal(file)}, ${literal(block.alt)}), caption: ${inline(block.caption)}, supplement: none, numbering: none)`;
    }
    case "code":
      return `#raw(block: true, ${literal(block.text, true)})`;
    case "details":
      return "";
  }
}

function tableTypst(header: readonly Text[], rows: readonly Row[]): string {
  const widths = columnWeights(header, rows).map(({ weight, short }) =>
    short ? "auto" : `${Math.round(weight)}fr`,
  );
  const aligned = figureColumns(header, rows).map((figure) => (figure ? "right" : "left"));
  const cells = (row: readonly Text[]) => row.map(inline).join(", ");
  return [
    `#table(columns: (${widths.join(", ")},), align: (${aligned.join(", ")},),`,
    `table.header(${cells(header)}),`,
    ...rows.map((row) => `${cells(row)},`),
    ")",
  ].join("\n");
}

function inline(text: Text): string {
  const spans = spansOf(text).map(spanTypst);
  return spans.length === 1 ? (spans[0] ?? "[]") : `{${spans.join("; ")}}`;
}

function spanTypst(span: Span): string {
  if (typeof span === "string") return `text(${literal(span)})`;
  if ("strong" in span) return `strong(text(${literal(span.strong)}))`;
  if ("code" in span) return `raw(${literal(visibleText(span.code), true)})`;
  return `text(${literal(span.text)})`;
}

/** The one escape of this form: a string literal, in which only a backslash and a quote mean more. */
function literal(text: string, breaks = false): string {
  const shown = breaks
    ? text.split("\n").map(visibleText).join("\n")
    : keepUnits(visibleText(text));
  return `"${shown.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
