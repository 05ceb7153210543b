import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import type { Share } from "../../units.ts";

/**
 * The limit of requests at which a platform refuses this share of what its users send, to a whole
 * request: the largest that refuses as much or more; 1 where none does. About log₂(users) platforms are solved.
 *
 * @throws RangeError unless users is a whole number, 1 or more
 */
export function fillingRequests(platform: Platform, users: number, refused: Share): number {
  const refuses = (requestLimit: number) =>
    solvePrepared(preparePlatform({ ...platform, requestLimit }, users), users).fullShare;
  let enough = 1;
  let tooMany = users + 1;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (refuses(middle) >= refused) enough = middle;
    else tooMany = middle;
  }
  return enough;
}
