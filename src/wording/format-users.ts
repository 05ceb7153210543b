import { formatNumber, formatSigned } from "./format-number.ts";

/** "290 users", "1 user", "1,250 users"; always whole users. */
export function formatUsers(value: number): string {
  const users = Math.round(value);
  return `${formatCount(users)} ${users === 1 ? "user" : "users"}`;
}

/** "10, 50 users", "1 user": loads behind one another. */
export function formatUserList(loads: readonly number[]): string {
  const [only = 0, ...others] = loads;
  return others.length === 0 ? formatUsers(only) : `${loads.map(formatCount).join(", ")} users`;
}

/** A change in users, always with its sign and whole: "+80", "−5", "±0". */
export function formatUsersChange(value: number): string {
  return formatSigned(Math.round(value), 1);
}

/** A whole number, every digit kept: "125,414". */
export function formatCount(value: number): string {
  return formatNumber(Math.round(value), 1);
}
