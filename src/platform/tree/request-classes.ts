import { requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import type { Platform } from "../platform.ts";

/** Requests that do the same: an endpoint, or its cache hits. */
export interface RequestClass {
  readonly endpoint: string;
  /** Of all requests; the shares sum to 1. */
  readonly share: Share;
  readonly reads: boolean;
  /** Reads whose turn it is to go to the primary, where it serves reads beside its replicas. */
  readonly atPrimary?: boolean;
  /** Answered by a cache: comes to no database station. */
  readonly hit: boolean;
  /** Time of the cache, 0 for those that are not hits. */
  readonly cacheTime: Seconds;
}

/**
 * Splits the mix into classes.
 *
 * @throws RangeError if there is no endpoint, a weight is not above 0 or a hit share not in [0, 1]
 */
export function requestClasses(platform: Platform): readonly RequestClass[] {
  if (platform.endpoints.length === 0) throw new RangeError("endpoints must be one or more, got 0");
  const total = platform.endpoints.reduce(
    (sum, { name, weight }) => sum + requirePositive(`weight of ${name}`, weight),
    0,
  );
  const classes: RequestClass[] = [];
  for (const { name, weight, kind, cacheHits, cacheTime } of platform.endpoints) {
    const hits = requireShare(`cacheHits of ${name}`, cacheHits);
    const time = requireNonNegative(`cacheTime of ${name}`, cacheTime);
    const reads = kind === "read";
    const share = weight / total;
    const [missed, hit] = [share * (1 - hits), share * hits];
    if (missed > 0)
      classes.push({ endpoint: name, share: missed, reads, hit: false, cacheTime: 0 });
    if (hit > 0) classes.push({ endpoint: name, share: hit, reads, hit: true, cacheTime: time });
  }
  return classes;
}
