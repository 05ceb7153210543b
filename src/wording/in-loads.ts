import { inList, inNumber } from "./wording.ts";

/** Beyond so many a list is no reading: the ends are said. */
const MOST = 16;

/** "10, 50 and 100 users"; "24 loads from 3 to 72 users" where there are many. */
export function inLoads(users: readonly number[]): string {
  const loads = [...new Set(users)];
  if (loads.length <= MOST) return `${inList(loads)} ${loads.join() === "1" ? "user" : "users"}`;
  const [least, most] = loads.reduce(
    ([low, high], load) => [Math.min(low, load), Math.max(high, load)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return `${loads.length} loads from ${inNumber(least)} to ${inNumber(most)} users`;
}
