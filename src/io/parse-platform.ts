/** A model file: a platform whose numbers are known, or unknown with a prior. */
import type { Parsed } from "../ingest/problem.ts";
import type { Hypothesis, StationOf } from "../platform/platform.ts";
import type { Prior, Quantity } from "../platform/quantity.ts";
import { checkPlatform } from "./check-platform.ts";
import { workFor } from "./endpoint-work.ts";
import { readNumber } from "./model-number.ts";
import { parseYaml } from "./parse-yaml.ts";
import { type PlatformFile, platformSchema } from "./platform-schema.ts";
import { QuantityError } from "./quantity.ts";

/** The schema with the checks that it cannot say itself. */
const checkedSchema = platformSchema.superRefine((file, context) => {
  for (const { path, message, hint } of checkPlatform(file)) {
    context.addIssue({ code: "custom", message, params: { hint }, path: [...path] });
  }
  for (const [name, number] of Object.entries(file.numbers ?? {})) {
    if (typeof number === "object") continue;
    try {
      readNumber(number, "named");
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      const params = { hint: 'e.g. "8 ms" or 1.5' };
      context.addIssue({ code: "custom", message: error.message, params, path: ["numbers", name] });
    }
  }
});

/**
 * Parses a model file. Faults are given with line, column and remedy.
 *
 * @param name the file's name without its ending
 */
export function parsePlatform(text: string, file: string, name: string): Parsed<Hypothesis> {
  const parsed = parseYaml(text, file, checkedSchema);
  return parsed.ok ? { ok: true, value: hypothesisOf(parsed.value, name) } : parsed;
}

function hypothesisOf(file: PlatformFile, name: string): Hypothesis {
  const numbers = Object.fromEntries(
    Object.entries(file.numbers ?? {}).map(([key, number]): [string, number | Prior] => [
      key,
      typeof number === "object" ? number : readNumber(number, "named"),
    ]),
  );
  return {
    name,
    source: file.source ?? "",
    numbers,
    platform: {
      title: file.title,
      thinkTime: file.thinkTime,
      apiReplicas: file.apiReplicas ?? 1,
      endpoints: file.endpoints.map((endpoint) => ({
        name: endpoint.name,
        weight: endpoint.weight,
        kind: endpoint.kind,
        cacheHits: endpoint.cacheHits ?? 0,
        cacheTime: endpoint.cacheTime ?? 0,
      })),
      stations: file.stations.map((station) => stationOf(station, file)),
      pools: (file.pools ?? []).map((pool) => ({
        name: pool.name,
        role: pool.role ?? "other",
        size: pool.size,
        perReplica: pool.perReplica ?? false,
        perNode: pool.perNode ?? false,
        around: pool.around,
        held: pool.held ?? "request",
        acquireTimeOut: pool.acquireTimeOut ?? null,
      })),
      rateLimit: file.rateLimit ?? null,
      clientTimeOut: file.clientTimeOut ?? null,
      backgroundErrorRate: file.backgroundErrorRate ?? 0,
    },
  };
}

function stationOf(
  station: PlatformFile["stations"][number],
  file: PlatformFile,
): StationOf<Quantity> {
  const work = file.endpoints.flatMap(({ name: endpoint }) => {
    const own = workFor(station.work, endpoint);
    if (own === undefined) return [];
    const { demand, visits = 1, variation = 1 } = own;
    return [{ endpoint, demand, visits, variation }];
  });
  const base = { name: station.name, role: station.role ?? ("other" as const), work };
  if (station.kind === "delay") return { ...base, kind: "delay" };
  return {
    ...base,
    kind: "queue",
    discipline: station.discipline,
    servers: station.servers,
    perReplica: station.perReplica ?? false,
    contention: station.contention ?? 0,
    coherency: station.coherency ?? 0,
    crowding: station.crowding ?? 0,
    overloadContention: station.overload?.contention ?? 0,
    overloadCoherency: station.overload?.coherency ?? 0,
    readReplicas: station.readReplicas ?? 0,
    replication: station.replication ?? 0,
    shards: station.shards ?? 1,
    maxConnections: station.maxConnections ?? null,
  };
}
