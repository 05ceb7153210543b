const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const decimalComma = /^[+-]?\d*,\d+$/;

/**
 * A figure of a report: a finite number, 0 or more. Blanks around it, a trailing per-cent sign and
 * a decimal comma are accepted ("8.023%" is 8.023, "5,917" is 5.917: no load tool writes separators
 * of thousands). Everything else ("N/A", "NaN", "inf", "-", "", a negative number) is undefined.
 */
export function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim().replace(/\s?%$/, "");
  let value: number;
  if (plain.test(trimmed)) value = Number(trimmed);
  else if (decimalComma.test(trimmed)) value = Number(trimmed.replace(",", "."));
  else return undefined;
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A count: a number without a fraction that a double holds exactly. */
export function readCount(text: string | undefined): number | undefined {
  const value = readNumber(text);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/** A time that the file gives in milliseconds, in seconds. */
export function readMilliseconds(text: string | undefined): number | undefined {
  const value = readNumber(text);
  return value === undefined ? undefined : value / 1000;
}
