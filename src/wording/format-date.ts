/**
 * A day, counted from 1970-01-01, as "2026-03-14", in the Gregorian calendar. Exact.
 *
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2021), civil_from_days.
 *
 * @throws RangeError unless it is a whole number whose year has at most four digits
 */
export function formatDate(day: number): string {
  if (!Number.isInteger(day) || day < -719_468 || day > 2_932_896) {
    throw new RangeError(`day must be a whole number of the years 0 to 9999, got ${day}`);
  }
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const dayOfMonth = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`;
}
