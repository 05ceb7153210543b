import type { Threshold } from "../stats/estimate.ts";

/**
 * Where a zone ends, in whole users: the most that still lie in it, and so the most that may be let
 * in to stay there. The ends of its interval are left as they are.
 */
export function zoneEnd<T extends Pick<Threshold, "value">>(end: T): T {
  return end.value === null ? end : { ...end, value: Math.floor(end.value) };
}
