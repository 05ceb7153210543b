/** Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, "days_from_civil"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const isoLike =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}) (\d{1,2}):(\d{2}):(\d{2})()()$/;

/** Sizes by which a bare number tells its unit, good from 1973 to 2286. */
const units = [
  [1e8, 1],
  [1e11, 1e3],
  [1e14, 1e6],
  [1e17, 1e9],
] as const;

/**
 * An instant as unix seconds: a number of seconds, milliseconds, microseconds or nanoseconds, told
 * apart by its size; RFC 3339; or one of JMeter's dates, read as UTC since they carry no zone (only
 * differences matter here). Undefined for anything else, for impossible dates and for 1970 to 1973.
 */
export function unixTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed);
    let seconds: number | undefined;
    for (const [least, perSecond] of units) if (value >= least) seconds = value / perSecond;
    return seconds !== undefined && seconds < 1e10 ? seconds : undefined;
  }
  const match = isoLike.exec(trimmed);
  const other = match ? null : american.exec(trimmed);
  const [year, month, day] = match
    ? [Number(match[1]), Number(match[2]), Number(match[3])]
    : [2000 + Number(other?.[3]), Number(other?.[1]), Number(other?.[2])];
  const found = match ?? other;
  if (!found || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6])];
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  const fraction = found[7] ? Number(`0.${found[7]}`) : 0;
  const zone = /([+-])(\d{2}):?(\d{2})/.exec(found[8] ?? "");
  const offset = zone ? (Number(zone[2]) * 60 + Number(zone[3])) * (zone[1] === "-" ? -60 : 60) : 0;
  const days = daysFromCivil(year, month, day);
  if (days >= daysFromCivil(month < 12 ? year : year + 1, (month % 12) + 1, 1)) return undefined;
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
  return seconds >= 0 ? seconds + fraction : undefined;
}
