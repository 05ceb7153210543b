import { requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { Platform } from "../platform.ts";

/** `thinkTime`: a new mean think time. @throws RangeError unless above 0 */
export function setThinkTime(platform: Platform, thinkTime: Seconds): Platform {
  return { ...platform, thinkTime: requirePositive("thinkTime", thinkTime) };
}
