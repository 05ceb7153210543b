import { matchesEndpoint } from "../../matches-endpoint.ts";
import type { Platform } from "../../platform.ts";

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
  const names = platform.endpoints.map(({ name }) => name);
  const chosen = names.filter((name) => glob === undefined || matchesEndpoint(glob, name));
  if (chosen.length === 0) throw new RangeError(`${lever}: no endpoint matches "${glob}"`);
  return new Set(chosen);
}
