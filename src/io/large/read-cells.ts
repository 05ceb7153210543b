/**
 * SQL expressions that read a cell exactly as the small-file path does: numbers of 0 or more, decimal
 * commas, instants of any unit or as dates, outer blanks cut off.
 */

/** How one column is stored: text as in a file, or a number that was read already. */
export type ColumnKind = "text" | "number";

export interface Columns {
  has(name: string): boolean;
  /** Its text without outer blanks, '' where empty or missing; ten times the work of `raw`. */
  text(name: string): string;
  /** Its text as it stands, '' where empty or missing. */
  raw(name: string): string;
  /** A finite number, 0 or more, as DOUBLE; NULL where it is none. */
  number(name: string): string;
  /** Unix seconds as DOUBLE; NULL where it is no instant. */
  time(name: string): string;
}

/** What JavaScript's trim() takes off, as far as log files hold it. */
export const blanks = "' \t\r\n\v\f\u00a0\ufeff'";

const trimmed = (text: string) => `trim(coalesce(${text}, ''), ${blanks})`;

const plainNumber = (text: string) =>
  `coalesce(TRY_CAST(${text} AS DOUBLE), TRY_CAST(replace(rtrim(trim(${text}), ' %'), ',', '.') AS DOUBLE))`;

// NaN is above every number, so the upper bound leaves it out too.
const finite = (number: string) =>
  `CASE WHEN ${number} >= 0 AND ${number} < 'infinity'::DOUBLE THEN ${number} END`;

/** A bare number tells its unit by its size, good from 1973 to 2286. */
const scaled = (number: string) =>
  `CASE WHEN ${number} >= 1e11 AND ${number} < 1e14 THEN ${number} / 1e3
        WHEN ${number} >= 1e8 AND ${number} < 1e10 THEN ${number}
        WHEN ${number} >= 1e14 AND ${number} < 1e17 THEN ${number} / 1e6
        WHEN ${number} >= 1e17 AND ${number} < 1e19 THEN ${number} / 1e9 END`;

/** RFC 3339, JMeter's dates, and American ones; whole seconds and fraction apart, as no bit may go. */
function dateTime(text: string): string {
  const iso = `TRY_CAST(replace(trim(${text}), ',', '.') AS TIMESTAMP_NS)`;
  const american = `TRY_STRPTIME(trim(${text}), '%m/%d/%y %H:%M:%S')::TIMESTAMP_NS`;
  const nanoseconds = `epoch_ns(coalesce(${iso}, ${american}))`;
  return `(${nanoseconds} // 1000000000)::DOUBLE + (${nanoseconds} % 1000000000)::DOUBLE / 1e9`;
}

export const timeOfText = (text: string) =>
  `coalesce(${scaled(`TRY_CAST(${text} AS DOUBLE)`)}, CASE WHEN TRY_CAST(${text} AS DOUBLE) IS NULL THEN ${dateTime(text)} END)`;

export const numberOfText = (text: string) => finite(plainNumber(text));

/**
 * The columns of a table by their names, case and outer blanks aside; the first of two that are called
 * the same.
 *
 * @param identifiers the columns as SQL calls them, in the same order as their names
 */
export function columnsOf(
  names: readonly string[],
  identifiers: readonly string[],
  kindOf: (name: string) => ColumnKind,
): Columns {
  const places = new Map<string, string>();
  for (const [place, name] of names.entries()) {
    const key = name.trim().toLowerCase();
    if (!places.has(key)) places.set(key, identifiers[place] ?? "NULL");
  }
  const find = (name: string) => places.get(name.toLowerCase());
  const isNumber = (name: string) => kindOf(name.toLowerCase()) === "number";
  return {
    has: (name) => find(name) !== undefined,
    text: (name) => {
      const column = find(name);
      if (column === undefined) return "''";
      return isNumber(name) ? `${column}::VARCHAR` : trimmed(column);
    },
    raw: (name) => {
      const column = find(name);
      if (column === undefined) return "''";
      return isNumber(name) ? `${column}::VARCHAR` : `coalesce(${column}, '')`;
    },
    number: (name) => {
      const column = find(name);
      if (column === undefined) return "NULL::DOUBLE";
      return isNumber(name) ? finite(column) : numberOfText(column);
    },
    time: (name) => {
      const column = find(name);
      if (column === undefined) return "NULL::DOUBLE";
      return isNumber(name) ? scaled(column) : timeOfText(column);
    },
  };
}
