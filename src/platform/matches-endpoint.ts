import { matchesStars } from "./matches-stars.ts";

/** Whether a pattern over "METHOD /path" matches an endpoint: `*` stands for any characters, slashes too; everything else for itself. */
export function matchesEndpoint(pattern: string, endpoint: string): boolean {
  return matchesStars(pattern, endpoint);
}
