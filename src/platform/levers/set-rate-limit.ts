import { requirePositive } from "../../require.ts";
import type { PerSecond } from "../../units.ts";
import type { Platform } from "../platform.ts";

/** `rateLimit`: requests per second admitted; the excess is refused at once and the user thinks again. @throws RangeError unless above 0 */
export function setRateLimit(platform: Platform, rateLimit: PerSecond): Platform {
  return { ...platform, rateLimit: requirePositive("rateLimit", rateLimit) };
}
