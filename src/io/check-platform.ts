/** What a schema cannot say about a platform: names that must exist, pools that must nest. */
import { nearestName } from "../ingest/nearest-name.ts";
import { isMultiple } from "../platform/quantity.ts";
import { matchesEndpoint } from "./endpoint-work.ts";
import type { PlatformFile } from "./platform-schema.ts";

export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint: string;
}

export function checkPlatform(file: PlatformFile): readonly Fault[] {
  return [
    ...repeatedNames(file),
    ...unknownNumbers(file, [], Object.keys(file.numbers ?? {})),
    ...unknownEndpoints(file),
    ...wrongPools(file),
  ];
}

function repeatedNames(file: PlatformFile): readonly Fault[] {
  const places = [
    ...file.stations.map(({ name }, i) => ({ name, path: ["stations", i, "name"] })),
    ...(file.pools ?? []).map(({ name }, i) => ({ name, path: ["pools", i, "name"] })),
  ];
  const endpoints = file.endpoints.map(({ name }, i) => ({ name, path: ["endpoints", i, "name"] }));
  return [places, endpoints].flatMap((list) =>
    list
      .filter(({ name }, i) => list.findIndex((other) => other.name === name) < i)
      .map(({ name, path }) => ({
        path,
        message: `the name "${name}" is used twice`,
        hint: "give each station, pool and endpoint a name of its own",
      })),
  );
}

function unknownNumbers(
  part: unknown,
  path: readonly PropertyKey[],
  known: readonly string[],
): readonly Fault[] {
  if (isMultiple(part)) {
    if (known.includes(part.of)) return [];
    const none = "name it under numbers:, or write a number with its unit";
    const hint = meant(part.of, known, known.length === 0 ? none : `known: ${known.join(", ")}`);
    return [{ path, message: `"${part.of}" names no number of this file`, hint }];
  }
  if (typeof part !== "object" || part === null) return [];
  const list = Array.isArray(part);
  return Object.entries(part).flatMap(([key, value]) =>
    unknownNumbers(value, [...path, list ? Number(key) : key], known),
  );
}

function unknownEndpoints(file: PlatformFile): readonly Fault[] {
  const known = file.endpoints.map(({ name }) => name);
  return file.stations.flatMap((station, i) =>
    Object.keys(station.work)
      .filter((pattern) => !known.some((name) => matchesEndpoint(pattern, name)))
      .map((pattern) => ({
        path: ["stations", i, "work", pattern],
        message: `no endpoint matches "${pattern}"`,
        hint: meant(pattern, known, `known: ${known.join(", ")}`),
      })),
  );
}

function wrongPools(file: PlatformFile): readonly Fault[] {
  const pools = file.pools ?? [];
  const known = [...file.stations, ...pools].map(({ name }) => name);
  const holder = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [i, pool] of pools.entries()) {
    for (const [k, inner] of pool.around.entries()) {
      const path = ["pools", i, "around", k];
      const other = holder.get(inner);
      if (!known.includes(inner)) {
        const message = `"${inner}" is no station or pool of this file`;
        faults.push({ path, message, hint: meant(inner, known, `known: ${known.join(", ")}`) });
      } else if (other !== undefined) {
        const hint = "name it in the inner pool only, and that pool in the outer one";
        faults.push({ path, message: `"${inner}" is already inside ${other}`, hint });
      } else holder.set(inner, pool.name);
    }
  }
  for (const [i, pool] of pools.entries()) {
    const circle = [pool.name];
    let next = holder.get(pool.name);
    while (next !== undefined && !circle.includes(next)) {
      circle.push(next);
      next = holder.get(next);
    }
    // Each circle once: at the pool of it that comes first in the file.
    const first = pools.find(({ name }) => circle.includes(name));
    if (next !== pool.name || first !== pool) continue;
    const round = [...circle, pool.name].reverse().join(" → ");
    faults.push({
      path: ["pools", i, "around"],
      message: `pools enclose one another in a circle: ${round}`,
      hint: "a pool may hold pools, but not one that holds it: take one name out of around",
    });
  }
  return faults;
}

function meant(name: string, known: readonly string[], otherwise: string): string {
  const near = nearestName(name, known);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}
