import { requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import type { Seconds, Share } from "../../units.ts";
import { type EndpointOf, FEWEST_READS, type Platform } from "../platform.ts";

/** Requests that do the same: an endpoint, its cache hits, or its reads beside its writes. */
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
 * @throws RangeError if there is no endpoint, a weight is not above 0 or a share not in [0, 1]
 */
export function requestClasses(platform: Platform): readonly RequestClass[] {
  if (platform.endpoints.length === 0) throw new RangeError("endpoints must be one or more, got 0");
  const total = platform.endpoints.reduce(
    (sum, { name, weight }) => sum + requirePositive(`weight of ${name}`, weight),
    0,
  );
  const classes: RequestClass[] = [];
  for (const endpoint of platform.endpoints) {
    const { name, weight, cacheHits, cacheTime } = endpoint;
    const hits = requireShare(`cacheHits of ${name}`, cacheHits);
    const time = requireNonNegative(`cacheTime of ${name}`, cacheTime);
    const ofReads = shareOfReads(endpoint);
    for (const reads of [true, false]) {
      const share = (weight / total) * (reads ? ofReads : 1 - ofReads);
      const [missed, hit] = [share * (1 - hits), share * hits];
      if (missed > 0) {
        classes.push({ endpoint: name, share: missed, reads, hit: false, cacheTime: 0 });
      }
      if (hit > 0) classes.push({ endpoint: name, share: hit, reads, hit: true, cacheTime: time });
    }
  }
  return classes;
}

/** Share of the requests of an endpoint that only read; the middle of what it may be where nobody has said. */
function shareOfReads({
  name,
  kind,
  readShare = (FEWEST_READS + 1) / 2,
}: Pick<EndpointOf<number>, "name" | "kind" | "readShare">): Share {
  switch (kind) {
    case "read":
      return 1;
    case "write":
      return 0;
    case "mixed":
      return requireShare(`readShare of ${name}`, readShare);
  }
}
