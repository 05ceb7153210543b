/**
 * Numbers as people and spreadsheets write them: "1,180.4", "1.180,4", "14 460", "0,4 %", "37.5 ms", "1.2k".
 * What a comma is, a table tells by its other cells; a cell that could be twelve hundred or one and a bit
 * is no number where nothing tells.
 */

export type DecimalMark = "." | "," | undefined;

export interface SheetNumber {
  readonly value: number;
  /** The unit written in the cell, "" where there is none. */
  readonly unit: string;
}

const notMeasured = /^(?:|[-–—?]+|n\.?\/?a\.?|nan|null|none|k\. ?a\.)$/i;

/** Whether the cell says that nothing was measured. */
export const isEmptyCell = (cell: string): boolean => notMeasured.test(plain(cell));

/** Without what makes a cell bold, marks it as rounded, or keeps its parts in one line. */
function plain(cell: string): string {
  return cell
    .replace(/[*`]/g, "")
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .trim()
    .replace(/^(?:[~≈]|ca\.?) ?/, "");
}

const numberWithUnit = /^(\d[\d.,'’ ]*|[.,]\d+) ?([^\d\s.,'’].*)?$/;

/** What marks decimals in these cells; undefined where none tells, or they contradict one another. */
export function decimalMark(cells: readonly string[]): DecimalMark {
  const marks = new Set<DecimalMark>();
  for (const cell of cells) {
    const digits = numberWithUnit.exec(plain(cell))?.[1]?.trim() ?? "";
    const found = /[.,](?=\d*$)/.exec(digits)?.[0];
    const last = found === "." || found === "," ? found : undefined;
    const signs = digits.replace(/[^.,]/g, "");
    if (last === undefined) continue;
    const other = last === "." ? "," : ".";
    if (signs.length === 1) {
      // "1.5", "0.125" and "12.3456" are no thousands.
      if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) marks.add(last);
    } else if (signs.includes(other)) marks.add(last);
    // "1.234.567" has thousands.
    else marks.add(other);
  }
  const [only, ...others] = marks;
  return others.length === 0 ? only : undefined;
}

/**
 * A number of 0 or more; undefined where the cell holds none, or could be two.
 *
 * @param whole a count, which has no decimals
 */
export function readSheetNumber(
  cell: string,
  mark: DecimalMark,
  whole: boolean,
): SheetNumber | undefined {
  const found = numberWithUnit.exec(plain(cell));
  if (!found) return undefined;
  const digits = (found[1] ?? "").trim();
  const value = amountOf(digits, mark, whole);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const unit = (found[2] ?? "").trim();
  const thousands = /^k\b/i.exec(unit);
  return thousands ? { value: value * 1000, unit: unit.slice(1).trim() } : { value, unit };
}

function amountOf(digits: string, mark: DecimalMark, whole: boolean): number | undefined {
  const marks = digits.replace(/[^.,]/g, "");
  const last = marks.at(-1);
  const spaced = digits.replace(/(?<=\d)['’ ](?=\d{3}(?!\d))/g, "");
  if (/['’ ]/.test(spaced)) return undefined;
  if (last === undefined) return Number(spaced);
  const grouped = /^[1-9]\d{0,2}[.,]\d{3}$/.test(spaced);
  const decimal = decimalOf(marks, grouped, mark, whole);
  if (decimal === undefined) return undefined;
  const other = decimal === "," ? "." : ",";
  const [integer = "", ...fractions] = spaced.split(decimal);
  if (fractions.length > 1) return undefined;
  const groups = integer.split(other);
  const wellGrouped = groups.every((group, at) =>
    at === 0 ? groups.length === 1 || /^\d{1,3}$/.test(group) : /^\d{3}$/.test(group),
  );
  if (!wellGrouped || fractions.some((fraction) => fraction.includes(other))) return undefined;
  return Number(`${groups.join("")}.${fractions[0] ?? ""}0`);
}

/** The mark of decimals in one cell, which may be none of those that stand in it. */
function decimalOf(
  marks: string,
  grouped: boolean,
  mark: DecimalMark,
  whole: boolean,
): "." | "," | undefined {
  const last = marks.at(-1) === "," ? "," : ".";
  const other = last === "," ? "." : ",";
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  if (!grouped) return last;
  // Nobody counts fractions.
  return whole ? other : mark;
}
