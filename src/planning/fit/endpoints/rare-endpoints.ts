/** The many rare endpoints of a campaign as a few: by their path as routers write it, the rest by kind. */
import { rowsBy } from "../../../measurement/level-key.ts";
import { pathPattern } from "../../../measurement/path-pattern.ts";
import { type EndpointKind, endpointKinds } from "../../../platform/platform.ts";
import type { PlatformEndpoint } from "./platform-endpoint.ts";

/** So many routes stay apart from the others. */
const MOST_ROUTES = 8;

/**
 * "590 other GET /orders/{id}" for paths that differ in numbers, UUIDs and long hexadecimal names only; the
 * eight routes with the most requests, then all others as "12 other reads", "3 other writes" and, where no method
 * tells, "5 other requests".
 */
export function rareEndpoints(rare: readonly PlatformEndpoint[]): readonly PlatformEndpoint[] {
  const routes = [...rowsBy(rare, ({ name, kind }) => `${kind} ${routeOf(name)}`).values()]
    .filter((same) => same.length > 1)
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .slice(0, MOST_ROUTES);
  const onRoute = new Set(routes.flat());
  const rest = rare.filter((endpoint) => !onRoute.has(endpoint));
  const kinds = endpointKinds.flatMap((kind) => {
    const same = rest.filter((endpoint) => endpoint.kind === kind);
    return same.length === 0 ? [] : [together(same, ofKind[kind])];
  });
  return [
    ...routes.flatMap((same) => same.slice(0, 1).map(({ name }) => together(same, routeOf(name)))),
    ...kinds,
  ];
}

const ofKind: Readonly<Record<EndpointKind, string>> = {
  read: "reads",
  write: "writes",
  mixed: "requests",
};

const weightOf = (some: readonly PlatformEndpoint[]) =>
  some.reduce((sum, { weight }) => sum + weight, 0);

/** The name with its path as a pattern: "GET /orders/{id}". */
function routeOf(name: string): string {
  const space = name.indexOf(" ");
  return `${name.slice(0, space + 1)}${pathPattern(name.slice(space + 1))}`;
}

/** Single rare endpoints are timed by few requests: together they take the time of all. */
function together(same: readonly PlatformEndpoint[], of: string): PlatformEndpoint {
  const kind = same[0]?.kind ?? "read";
  return {
    name: `${same.length} other ${of}`,
    weight: weightOf(same),
    kind,
    slower: 1,
    variation: 1,
    bystander: false,
  };
}
