/**
 * A number for people: `digits` significant digits, thousands apart by a comma, no
 * exponent, no trailing zeros beyond the digits asked for. Whole digits are never
 * rounded away: 1234.5 at 3 digits is "1,235". Written without the machine's locale,
 * so that the same result gives the same text everywhere.
 *
 * @throws RangeError unless the value is finite
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) throw new RangeError(`value must be finite, got ${value}`);
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  const decimals = Math.min(100, Math.max(0, digits - 1 - size));
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  // U+2212: as wide as a plus sign, so that columns of signed numbers stay aligned.
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? "−" : "";
  return fraction === undefined ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/** A change, always with its sign: "+4.2", "−3.0", "±0". */
export function formatSigned(value: number, digits = 3): string {
  if (value === 0) return "±0";
  return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
}
