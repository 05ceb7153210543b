import type { Platform } from "../platform.ts";
import { selectEndpoints } from "../solve/endpoint-shares.ts";

/**
 * Names of the endpoints that a glob over "METHOD /path" matches; all without one.
 *
 * @throws RangeError if it matches none
 */
export function chooseEndpoints(
  platform: Platform,
  lever: string,
  glob: string | undefined,
): ReadonlySet<string> {
  const chosen = platform.endpoints.filter(({ name }) => {
    const one = { name, requests: 1, work: 1, reads: true };
    return selectEndpoints([one], glob).requests > 0;
  });
  if (chosen.length === 0) throw new RangeError(`${lever}: no endpoint matches "${glob}"`);
  return new Set(chosen.map(({ name }) => name));
}
