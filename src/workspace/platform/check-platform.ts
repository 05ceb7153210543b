/** What a schema cannot say about a platform: names that must exist, pools that must nest. */

import { matchesEndpoint } from "../../platform/matches-endpoint.ts";
import type { Fault } from "../fault.ts";
import { meantName } from "../meant-name.ts";
import { checkMultiples } from "./check-multiples.ts";
import { checkPools } from "./check-pools.ts";
import { workFor } from "./endpoint-work.ts";
import type { PlatformFile } from "./platform-schema.ts";

export function checkPlatform(file: PlatformFile): readonly Fault[] {
  const repeated = repeatedNames(file);
  // What a name means is only clear where it is given once.
  const named = repeated.length > 0 ? repeated : [...unknownEndpoints(file), ...checkPools(file)];
  const idle = [...idleEndpoints(file), ...idleStations(file)];
  const kinds = decidedKinds(file);
  return [...named, ...rareEndpoints(file), ...kinds, ...idle, ...checkMultiples(file)];
}

function repeatedNames(file: PlatformFile): readonly Fault[] {
  const places = [
    ...file.stations.map(({ name }, i) => ({ name, path: ["stations", i, "name"] })),
    ...(file.pools ?? []).map(({ name }, i) => ({ name, path: ["pools", i, "name"] })),
  ];
  const endpoints = file.endpoints.map(({ name }, i) => ({ name, path: ["endpoints", i, "name"] }));
  return [places, endpoints].flatMap((list) => {
    const seen = new Set<string>();
    return list
      .filter(({ name }) => seen.has(name) || !seen.add(name))
      .map(({ name, path }) => ({
        path,
        message: `the name "${name}" is used twice`,
        hint: "give each station, pool and endpoint a name of its own",
      }));
  });
}

function unknownEndpoints(file: PlatformFile): readonly Fault[] {
  if (file.endpoints.length === 0) return [];
  const known = file.endpoints.map(({ name }) => name);
  return file.stations.flatMap((station, i) =>
    Object.keys(station.work)
      .filter((pattern) => !known.some((name) => matchesEndpoint(pattern, name)))
      .map((pattern) => ({
        path: ["stations", i, "work", pattern],
        message: `no endpoint matches "${pattern}"`,
        hint: meantName(pattern, known, `known: ${known.join(", ")}`),
      })),
  );
}

/** Of what only reads or only writes nobody can say how many read. */
function decidedKinds({ endpoints }: PlatformFile): readonly Fault[] {
  return endpoints.flatMap(({ kind, readShare }, i) =>
    readShare === undefined || kind === "mixed"
      ? []
      : [
          {
            path: ["endpoints", i, "readShare"],
            message: `readShare beside kind: ${kind}`,
            hint: "write kind: mixed, of which readShare only reads, or take readShare out",
          },
        ],
  );
}

/** A smaller share of the requests than this is lost beside the others when they are added up. */
const LEAST_SHARE = 1e-9;

function rareEndpoints({ endpoints }: PlatformFile): readonly Fault[] {
  const weights = endpoints.map(({ weight }) => (typeof weight === "number" ? weight : null));
  const most = weights.reduce<number>((largest, weight) => Math.max(largest, weight ?? 0), 0);
  return weights.flatMap((weight, i) =>
    weight === null || weight >= LEAST_SHARE * most
      ? []
      : [
          {
            path: ["endpoints", i, "weight"],
            message: "is less than a billionth of the requests",
            hint: "leave the endpoint out, or put it together with another",
          },
        ],
  );
}

/** Requests that do nothing anywhere would be answered before they are sent. */
function idleEndpoints(file: PlatformFile): readonly Fault[] {
  return file.endpoints.flatMap(({ name }, i) =>
    file.stations.some(({ work }) => workFor(work, name) !== undefined)
      ? []
      : [
          {
            path: ["endpoints", i, "name"],
            message: `no station has work for "${name}"`,
            hint: 'name it under the work of a station, or say "*" there for all others',
          },
        ],
  );
}

function idleStations(file: PlatformFile): readonly Fault[] {
  return file.stations.flatMap(({ name, work }, i) =>
    Object.keys(work).length > 0
      ? []
      : [
          {
            path: ["stations", i, "work"],
            message: `no endpoint comes to "${name}"`,
            hint: 'say what they do there, e.g. "*": { demand: 8 ms }, or take the station out',
          },
        ],
  );
}
