import type { Platform } from "../platform.ts";
import { type PreparedPlatform, preparePlatform } from "./prepare-platform.ts";

const widest = new WeakMap<Platform, PreparedPlatform>();

/**
 * A platform solved by grades for at least so many users: the widest preparation made so far serves
 * all loads below, whoever asked for it, for as long as the platform is in use.
 *
 * @throws RangeError as `preparePlatform`
 */
export function widestPreparation(platform: Platform, users: number): PreparedPlatform {
  const known = widest.get(platform);
  if (known !== undefined && known.most >= users) return known;
  const prepared = preparePlatform(platform, users, "graded");
  widest.set(platform, prepared);
  return prepared;
}

/**
 * Lets a platform take over the preparation of one that has the same numbers, where that was made for just
 * so many users: another would be the same to the last digit.
 */
export function takeOverPreparation(platform: Platform, alike: Platform, users: number): void {
  const made = widest.get(alike);
  if (made?.most === users && !widest.has(platform)) widest.set(platform, made);
}
