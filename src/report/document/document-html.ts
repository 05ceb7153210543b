/**
 * A document as one HTML file: no script, no request, no style but its own. Pictures stand in it as
 * drawings, light and dark; the content policy allows nothing else.
 */

import { markupText } from "../../wording/markup-text.ts";
import { visibleText } from "../../wording/visible-text.ts";
import {
  type Block,
  type Picture,
  type ReportDocument,
  type Row,
  type Span,
  spansOf,
  type Text,
} from "./document.ts";
import { figureColumns } from "./figure-cell.ts";
import { htmlStyle } from "./html-style.ts";

/** A drawing on a light background and on a dark one, as SVG. */
export interface DrawnPicture {
  readonly light: string;
  readonly dark: string;
}

export interface HtmlPack {
  /** By name of the picture; one that is missing is told by its caption alone. */
  readonly pictures: ReadonlyMap<string, DrawnPicture>;
  /** SHA-256 of a text in base64, for the content policy. */
  readonly hash: (text: string) => string;
}

export function documentHtml(
  { title, blocks }: ReportDocument,
  { pictures, hash }: HtmlPack,
): string {
  const draw = (name: string) => pictures.get(name) ?? null;
  const policy = `default-src 'none'; style-src 'sha256-${hash(htmlStyle)}'; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${htmlStyle}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${escapeHtml(title)}</h1>`,
    contents(blocks),
    ...numbered(blocks).map(({ block, id }) => blockHtml(block, draw, id)),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Blocks, the second-level headings with an anchor. */
function numbered(blocks: readonly Block[]): readonly { block: Block; id: string }[] {
  let count = 0;
  return blocks.map((block) => {
    const isPart = block.kind === "heading" && block.level === 2;
    if (isPart) count += 1;
    return { block, id: isPart ? `part-${count}` : "" };
  });
}

function contents(blocks: readonly Block[]): string {
  const parts = numbered(blocks).flatMap(({ block, id }) =>
    id === "" || block.kind !== "heading"
      ? []
      : [`<li><a href="#${id}">${inline(block.text)}</a></li>`],
  );
  return parts.length < 2 ? "" : `<nav aria-label="Contents"><ul>${parts.join("")}</ul></nav>`;
}

type Draw = (name: string) => DrawnPicture | null;

function blockHtml(block: Block, draw: Draw, id = ""): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}${id === "" ? "" : ` id="${id}"`}>${inline(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${inline(block.text)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join("\n")}\n</${tag}>`;
    }
    case "table":
      return tableHtml(block.header, block.rows);
    case "picture":
      return pictureHtml(block, draw(block.name));
    case "code":
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case "details":
      return [
        `<details><summary>${inline(block.summary)}</summary>`,
        ...block.blocks.map((one) => blockHtml(one, draw)),
        "</details>",
      ].join("\n");
  }
}

/** A wide table scrolls by itself, and by keyboard. */
function tableHtml(header: readonly Text[], rows: readonly Row[]): string {
  const figures = figureColumns(header, rows);
  const cell = (tag: "th" | "td", text: Text, i: number) =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""}${figures[i] ? ' class="figure"' : ""}>${inline(text)}</${tag}>`;
  return [
    '<div class="wide" tabindex="0" role="region" aria-label="Table">',
    "<table>",
    `<thead><tr>${header.map((text, i) => cell("th", text, i)).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${row.map((text, i) => cell("td", text, i)).join("")}</tr>`),
    "</tbody>",
    "</table>",
    "</div>",
  ].join("\n");
}

function pictureHtml({ name, alt, caption }: Picture, drawn: DrawnPicture | null): string {
  const said = `<figcaption>${escapeHtml(caption)}</figcaption>`;
  if (drawn === null) return `<figure>${said}</figure>`;
  const shown = (theme: "light" | "dark") =>
    `<div class="${theme}" role="img" aria-label="${escapeHtml(alt)}">${ownIds(drawn[theme], `${name}-${theme}`)}</div>`;
  return ["<figure>", shown("light"), shown("dark"), said, "</figure>"].join("\n");
}

/** Every drawing counts its ids from one: in one page each gets those of its own name. */
function ownIds(svg: string, name: string): string {
  return svg.replace(/(\bid="|url\(#|href="#)(?=[\w-])/g, `$1${name}-`);
}

function inline(text: Text): string {
  return spansOf(text).map(spanHtml).join("");
}

function spanHtml(span: Span): string {
  if (typeof span === "string") return escapeHtml(span);
  if ("strong" in span) return `<strong>${escapeHtml(span.strong)}</strong>`;
  if ("code" in span) return `<code>${escapeHtml(span.code)}</code>`;
  // One file stands alone: what lies beside another form is in this one.
  return escapeHtml(span.text);
}

/** The one escape of this form, for text and attributes alike. */
function escapeHtml(text: string): string {
  return markupText(visibleText(text)).replaceAll("'", "&#39;");
}
