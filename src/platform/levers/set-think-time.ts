import { requireNonNegative } from "../../require.ts";
import type { Seconds } from "../../units.ts";
import type { Platform } from "../platform.ts";

/** `thinkTime`: a new mean think time. @throws RangeError unless 0 or more */
export function setThinkTime(platform: Platform, thinkTime: Seconds): Platform {
  return { ...platform, thinkTime: requireNonNegative("thinkTime", thinkTime) };
}
