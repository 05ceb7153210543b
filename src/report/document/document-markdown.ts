/** A document as Markdown, the way GitHub reads it. */

import { markdownSpan } from "../../wording/markdown-text.ts";
import { visibleText } from "../../wording/visible-text.ts";
import {
  type Block,
  type ReportDocument,
  type Row,
  type Span,
  spansOf,
  type Text,
} from "./document.ts";

/** Where the file of a picture lies, relative to the document; null: there is none. */
export type PictureFile = (name: string) => string | null;

export function documentMarkdown(
  { title, blocks }: ReportDocument,
  fileOf: PictureFile = (name) => `${name}.svg`,
): string {
  return `${[`# ${inline(title)}`, blocksMarkdown(blocks, fileOf)].filter((part) => part !== "").join("\n\n")}\n`;
}

/** A part of a document; details are left out. */
export function blocksMarkdown(
  blocks: readonly Block[],
  fileOf: PictureFile = (name) => `${name}.svg`,
): string {
  return blocks.flatMap((block) => blockMarkdown(block, fileOf)).join("\n\n");
}

function blockMarkdown(block: Block, fileOf: PictureFile): readonly string[] {
  switch (block.kind) {
    case "heading":
      return [`${"#".repeat(block.level)} ${inline(block.text)}`];
    case "paragraph":
      return [inline(block.text)];
    case "list":
      return [
        block.items
          .map((item, i) => `${block.ordered ? `${i + 1}.` : "-"} ${inline(item)}`)
          .join("\n"),
      ];
    case "table":
      return [tableMarkdown(block.header, block.rows)];
    case "picture": {
      const file = fileOf(block.name);
      // Angle brackets let a path hold spaces.
      return file === null ? [] : [`![${inline(block.alt)}](<${file}>)`, inline(block.caption)];
    }
    case "code": {
      // A fence longer than any run of backticks inside cannot be closed by them.
      const longest = Math.max(2, ...(block.text.match(/`+/g) ?? []).map((run) => run.length));
      const fence = "`".repeat(longest + 1);
      return [`${fence}\n${block.text}\n${fence}`];
    }
    case "details":
      return [];
  }
}

function tableMarkdown(header: readonly Text[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    header.map(cellMarkdown),
    header.map(() => "---"),
    ...rows.map((row) => row.map(cellMarkdown)),
  ]
    .map(line)
    .join("\n");
}

/** A pipe ends a cell even inside code. */
function cellMarkdown(text: Text): string {
  return spansMarkdown(text).replace(/(?<!\\)\|/g, "\\|");
}

function inline(text: Text): string {
  return atStart(spansMarkdown(text));
}

const spansMarkdown = (text: Text) => spansOf(text).map(spanMarkdown).join("");

function spanMarkdown(span: Span): string {
  if (typeof span === "string") return markdownSpan(span);
  if ("strong" in span) return `**${markdownSpan(span.strong)}**`;
  if ("code" in span) return codeMarkdown(span.code);
  return `[${markdownSpan(span.text)}](<${span.link}>)`;
}

/** Code needs a fence that it does not hold, and a space where it begins or ends with a backtick. */
function codeMarkdown(code: string): string {
  const text = visibleText(code);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** What would begin a heading, a list, a quotation or a rule at the start of a line. */
function atStart(text: string): string {
  return text
    .replace(/^ +/, "")
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
