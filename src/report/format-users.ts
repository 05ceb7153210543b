import { formatNumber } from "./format-number.ts";

/** "290 users", "1 user", "1,250 users"; always whole users. */
export function formatUsers(value: number): string {
  const users = Math.round(value);
  return `${formatCount(users)} ${users === 1 ? "user" : "users"}`;
}

/** A whole number, every digit kept: "125,414". */
export function formatCount(value: number): string {
  return formatNumber(Math.round(value), 1);
}
