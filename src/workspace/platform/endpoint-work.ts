/** Which entry of a station's work belongs to an endpoint. */
import { matchesEndpoint } from "../../platform/matches-endpoint.ts";

/** The exact name, else the longest pattern that matches; undefined where none does. */
export function workFor<T>(work: Readonly<Record<string, T>>, endpoint: string): T | undefined {
  if (Object.hasOwn(work, endpoint)) return work[endpoint];
  const [best] = Object.keys(work)
    .filter((pattern) => matchesEndpoint(pattern, endpoint))
    .toSorted((a, b) => b.length - a.length);
  return best === undefined ? undefined : work[best];
}
