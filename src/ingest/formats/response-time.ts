import type { Seconds } from "../../units.ts";

/** No load test waits a week for an answer; a larger figure is a damaged row or a wrong unit. */
const longest: Seconds = 7 * 86_400;

/** A logged response time, or undefined where it is missing or cannot be one. */
export function responseTimeOf(seconds: Seconds | undefined): Seconds | undefined {
  return seconds !== undefined && seconds >= 0 && seconds <= longest ? seconds : undefined;
}
