/** Where tables of levels stand in a text: a title line somewhere, the columns by their titles, rows below. */
import { type Row, readRows } from "../text/read-rows.ts";
import { type SheetColumn, sheetColumn, unitOf } from "./sheet-columns.ts";
import { isEmptyCell, readSheetNumber } from "./sheet-numbers.ts";

export interface Sheet {
  readonly columns: readonly SheetColumn[];
  /** Titles of columns that are none of these, and have figures. */
  readonly unread: readonly string[];
  readonly header: Row;
  /** Rows below the header that are no rule of a Markdown table. */
  readonly rows: readonly Row[];
  readonly delimiter: string;
}

const delimiters = [";", "\t", "|", ","];
/** No table is wider; a longer row is another format. */
const widest = 200;

const isRule = ({ cells }: Row) => cells.every((cell) => /^[\s:|=+-]*$/.test(cell));

/** The tables of levels in a text, by the separator that shows most of their columns. */
export function findSheets(text: string): readonly Sheet[] {
  const found = delimiters.map((delimiter) => sheetsBy(text, delimiter));
  const columns = (sheets: readonly Sheet[]) => sheets[0]?.columns.length ?? 0;
  return found.reduce((best, one) => (columns(one) > columns(best) ? one : best), []);
}

function sheetsBy(text: string, delimiter: string): readonly Sheet[] {
  if (!text.includes(delimiter)) return [];
  const { rows } = readRows(text, delimiter);
  const headers = rows.flatMap((row, at) => {
    const columns = columnsOf(row, rows[at - 1]);
    return columns === undefined ? [] : [{ at, row, columns }];
  });
  return headers.flatMap(({ at, row, columns }, index): readonly Sheet[] => {
    const below = rows.slice(at + 1, headers[index + 1]?.at).filter((one) => !isRule(one));
    const users = columns.find(({ what }) => what === "users");
    const levels = below.some((one) => isUsers(one.cells[users?.at ?? -1]));
    if (!levels) return [];
    const read = new Set(columns.map((column) => column.at));
    const unread = row.cells.flatMap((title, place) => {
      const told = title.replace(/[*`]/g, "").trim();
      return told !== "" && !read.has(place) && below.some(hasCell(place)) ? [told] : [];
    });
    return [{ columns, unread, header: row, rows: below, delimiter }];
  });
}

const hasCell = (at: number) => (row: Row) => !isEmptyCell(row.cells[at] ?? "");

const isUsers = (cell: string | undefined) =>
  readSheetNumber(cell ?? "", undefined, true) !== undefined;

/** Of a header; undefined for a row that is none. Of two columns of one kind the first is meant. */
function columnsOf(row: Row, above: Row | undefined): readonly SheetColumn[] | undefined {
  if (row.cells.length < 2 || row.cells.length > widest) return undefined;
  const kinds = new Set<string>();
  const columns = row.cells.flatMap((title, at): readonly SheetColumn[] => {
    const column = sheetColumn(title, at);
    if (column === undefined || kinds.has(column.what)) return [];
    kinds.add(column.what);
    return [{ ...column, scale: column.scale ?? scaleAbove(column, above) }];
  });
  const figures = ["throughput", "mean", "p50", "p90", "p95", "p99"].some((what) =>
    kinds.has(what),
  );
  return kinds.has("users") && figures ? columns : undefined;
}

const times = new Set(["mean", "p50", "p90", "p95", "p99", "max"]);

/** The unit in a cell that was merged over several columns: "Response time (ms)" above avg, p95 and p99. */
function scaleAbove({ at, what }: SheetColumn, above: Row | undefined): number | undefined {
  if (above === undefined || !times.has(what)) return undefined;
  const cells = above.cells.slice(0, at + 1);
  const over = cells.findLast((cell) => cell.trim() !== "") ?? "";
  const inBrackets = /[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(over.trim())?.[1] ?? over;
  const unit = unitOf(inBrackets.trim().split(/\s/).at(-1) ?? "");
  return unit?.kind === "time" ? unit.scale : undefined;
}
