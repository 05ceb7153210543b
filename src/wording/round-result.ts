/** Six digits: enough to redraw any chart, few enough that all platforms agree on them. */
const SIGNIFICANT_DIGITS = 6;

/**
 * A copy of plain data in which every number has six significant digits, as written to
 * files that are compared byte by byte. Whole numbers keep all their digits.
 *
 * @throws RangeError where a number is NaN or infinite, naming its place
 */
export function roundResult<T>(data: T, place = "result"): T {
  return rounded(data, place) as T;
}

function rounded(data: unknown, place: string): unknown {
  if (typeof data === "number") {
    if (!Number.isFinite(data)) throw new RangeError(`${place} must be finite, got ${data}`);
    const value = Number.isInteger(data) ? data : Number(data.toPrecision(SIGNIFICANT_DIGITS));
    return value === 0 ? 0 : value; // no negative zero
  }
  if (Array.isArray(data)) return data.map((item, i) => rounded(item, `${place}[${i}]`));
  if (data !== null && typeof data === "object") {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, rounded(value, `${place}.${key}`)]),
    );
  }
  return data;
}
