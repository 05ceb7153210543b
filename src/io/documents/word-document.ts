import { columnWidths } from "../../report/document/column-widths.ts";
import {
  type Block,
  type ReportDocument,
  type Row,
  type Span,
  spansOf,
  type Text,
  wordsOf,
} from "../../report/document/document.ts";
import { figureColumns } from "../../report/document/figure-cell.ts";
import { holdsTogether, leadsOn } from "../../report/document/holds-together.ts";
import { keepUnits } from "../../wording/keep-units.ts";
import { visibleText } from "../../wording/visible-text.ts";
import { loadOptional } from "./optional-package.ts";
import { readZip, writeZip } from "./zip.ts";

type Docx = typeof import("docx");

/** Twentieths of a point between the margins of A4, and pixels of the same. */
const TEXT_WIDTH = 9_900;
const PICTURE_WIDTH = 640;

/** A picture higher than this would not stand on one page with its caption. */
const PICTURE_HEIGHT = 830;

/**
 * A Word document: headings, lists and tables as such, pictures as PNG with their alternative text.
 *
 * @param pictures PNG by the name of the picture
 * @throws InputError when the package is not installed
 */
export async function wordDocument(
  document: ReportDocument,
  pictures: ReadonlyMap<string, Uint8Array>,
  file: string,
): Promise<Uint8Array> {
  const docx = await loadDocx(file);
  const { AlignmentType, Document, HeadingLevel, LevelFormat, Packer, Paragraph } = docx;
  const title = visibleText(document.title);
  const made = new Document({
    title,
    creator: "headroom",
    lastModifiedBy: "headroom",
    styles: {
      default: { document: { run: { font: "Arial", size: 20, language: { value: "en-US" } } } },
    },
    numbering: {
      config: [
        {
          reference: "steps",
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: "%1.",
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 500, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1000, bottom: 1000, left: 1000, right: 1000 },
          },
        },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, text: title }),
          ...document.blocks.flatMap((block, i) =>
            blockWord(docx, block, pictures, { place: i, next: document.blocks[i + 1] }),
          ),
        ],
      },
    ],
  });
  return sameBytes(await Packer.toBuffer(made));
}

export function loadDocx(file: string): Promise<Docx> {
  return loadOptional("docx", file, () => import("docx"));
}

type Made = InstanceType<Docx["Paragraph"]> | InstanceType<Docx["Table"]>;

function blockWord(
  docx: Docx,
  block: Block,
  pictures: ReadonlyMap<string, Uint8Array>,
  { place, next }: { readonly place: number; readonly next: Block | undefined },
): readonly Made[] {
  const { HeadingLevel, Paragraph } = docx;
  const children = (text: Text) => spansOf(text).map((span) => runOf(docx, span));
  switch (block.kind) {
    case "heading": {
      const levels = {
        2: HeadingLevel.HEADING_1,
        3: HeadingLevel.HEADING_2,
        4: HeadingLevel.HEADING_3,
      };
      return [
        new Paragraph({
          heading: levels[block.level],
          keepNext: true,
          children: children(block.text),
        }),
      ];
    }
    case "paragraph":
      return [
        new Paragraph({
          spacing: { after: 120 },
          keepNext: leadsOn(block, next),
          children: children(block.text),
        }),
      ];
    case "list":
      return block.items.map(
        (item) =>
          new Paragraph({
            spacing: { after: 60 },
            children: children(item),
            // Every list counts from one.
            ...(block.ordered
              ? { numbering: { reference: "steps", level: 0, instance: place } }
              : { bullet: { level: 0 } }),
          }),
      );
    case "table":
      return [tableWord(docx, block), new Paragraph({ text: "" })];
    case "picture":
      return pictureWord(docx, block, pictures.get(block.name));
    case "code":
      return block.text
        .split("\n")
        .map((line) => new Paragraph({ children: [runOf(docx, { code: line })] }));
    case "details":
      return [];
  }
}

function runOf({ TextRun }: Docx, span: Span, size?: number) {
  const plain = visibleText(wordsOf(span));
  const text = typeof span !== "string" && "code" in span ? plain : keepUnits(plain);
  const sized = size === undefined ? {} : { size };
  if (typeof span !== "string" && "strong" in span)
    return new TextRun({ text, bold: true, ...sized });
  if (typeof span !== "string" && "code" in span)
    return new TextRun({ text, font: "Consolas", ...sized });
  return new TextRun({ text, ...sized });
}

/** Half points: tables are set smaller than text. */
const CELL_SIZE = 15;

/** Twentieths of a point: a letter of 7.5 pt, bold and of a wide face, takes two thirds of its size. */
const TABLE = { width: TEXT_WIDTH, letter: 100, margins: 140 } as const;

function tableWord(docx: Docx, block: Extract<Block, { readonly kind: "table" }>): Made {
  const { header, rows } = block;
  const isWhole = holdsTogether(block);
  const { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableRow, WidthType } = docx;
  const widths = columnWidths(header, rows, TABLE);
  const figures = figureColumns(header, rows);
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const line = { style: BorderStyle.SINGLE, size: 4, color: "9AA3AE" };
  // The header never stands alone at the foot of a page.
  const row = (cells: Row, isHeader: boolean, isLast = false) =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: cells.map(
        (cell, i) =>
          new TableCell({
            width: { size: widths[i] ?? 0, type: WidthType.DXA },
            margins: { top: 40, bottom: 40, left: 60, right: 60 },
            children: [
              new Paragraph({
                keepNext: isHeader || (isWhole && !isLast),
                alignment: figures[i] ? AlignmentType.END : AlignmentType.START,
                children: spansOf(cell).map((span) =>
                  runOf(docx, isHeader ? { strong: wordsOf(span) } : span, CELL_SIZE),
                ),
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: [row(header, true), ...rows.map((cells, i) => row(cells, false, i === rows.length - 1))],
  });
}

function pictureWord(
  docx: Docx,
  { name, alt, caption }: { readonly name: string; readonly alt: string; readonly caption: string },
  png: Uint8Array | undefined,
): readonly Made[] {
  const { ImageRun, Paragraph, TextRun } = docx;
  const said = new Paragraph({
    spacing: { after: 200 },
    children: [new TextRun({ text: visibleText(caption), italics: true, size: 17 })],
  });
  if (png === undefined) return [said];
  const { width, height } = fitted(png);
  const image = new ImageRun({
    type: "png",
    data: png,
    transformation: { width, height },
    altText: { name, title: visibleText(alt), description: visibleText(`${alt}. ${caption}`) },
  });
  return [new Paragraph({ keepNext: true, children: [image] }), said];
}

/** Width and height stand at bytes 16 and 20 of every PNG (ISO/IEC 15948, IHDR). */
function fitted(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const scale = Math.min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height);
  return { width: Math.round(scale * width), height: Math.round(scale * height) };
}

/** The clock and counters of the package are taken out: the same document gives the same bytes. */
function sameBytes(packed: Uint8Array): Uint8Array {
  const entries = [...readZip(packed)].sort(([a], [b]) => order(a, b));
  return writeZip(
    new Map(
      entries.map(([name, content]) => {
        if (!/\.(xml|rels)$/.test(name)) return [name, content];
        let count = 0;
        const text = Buffer.from(content)
          .toString("utf8")
          .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2000-01-01T00:00:00Z")
          .replace(/(<wp:docPr id=")\d+/g, (_, start: string) => `${start}${++count}`);
        return [name, Buffer.from(text)];
      }),
    ),
  );
}

/** The list of types comes first, as some readers want it; the rest by name. */
function order(a: string, b: string): number {
  const first = "[Content_Types].xml";
  if (a === first || b === first) return a === first ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
