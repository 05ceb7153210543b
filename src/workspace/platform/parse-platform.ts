/** A model file: a platform whose numbers are known, or unknown with a prior. */
import type { Parsed } from "../../ingest/problem.ts";
import { fillKnown } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis, StationOf, WorkOf } from "../../platform/platform.ts";
import { isPrior, type Prior, type Quantity } from "../../platform/quantity.ts";
import { parseYaml } from "../parse-yaml.ts";
import { checkPlatform } from "./check-platform.ts";
import { workFor } from "./endpoint-work.ts";
import { type PlatformFile, platformSchema } from "./platform-schema.ts";

/** The schema with the checks that it cannot say itself. */
const checkedSchema = platformSchema.superRefine((file, context) => {
  for (const { path, message, hint } of checkPlatform(file)) {
    context.addIssue({ code: "custom", message, params: { hint }, path: [...path] });
  }
});

/**
 * Parses a model file. Faults are given with line, column and remedy.
 *
 * @param name the file's name without its ending
 * @param known what stands wherever the file leaves a number open
 */
export function parsePlatform(
  text: string,
  file: string,
  name: string,
  known: KnownFacts = {},
): Parsed<Hypothesis> {
  const parsed = parseYaml(text, file, checkedSchema);
  if (!parsed.ok) return parsed;
  const { apiReplicas, stations } = parsed.value;
  const unsaid = {
    apiReplicas: apiReplicas === undefined,
    readReplicas: stations.every((one) => !("readReplicas" in one)),
  };
  return { ok: true, value: fillKnown(hypothesisOf(parsed.value, name), known, unsaid) };
}

function hypothesisOf(file: PlatformFile, name: string): Hypothesis {
  const shared: Record<string, Prior> = {};
  const named = Object.entries(file.numbers ?? {}).map(([key, { quantity }]) => [key, quantity]);
  const stations = file.stations.map((station) => stationOf(station, file, shared));
  const numbers = { ...Object.fromEntries(named), ...shared };
  return {
    name,
    source: file.source ?? "",
    ...(file.ceiling === undefined ? {} : { ceiling: file.ceiling }),
    numbers,
    platform: {
      title: file.title,
      thinkTime: file.thinkTime,
      ...(file.apiReplicas === undefined
        ? { apiReplicas: 1, apiReplicasUnsaid: true as const }
        : { apiReplicas: file.apiReplicas }),
      endpoints: file.endpoints.map((endpoint) => ({
        name: endpoint.name,
        weight: endpoint.weight,
        kind: endpoint.kind,
        ...(endpoint.readShare === undefined ? {} : { readShare: endpoint.readShare }),
        cacheHits: endpoint.cacheHits ?? 0,
        cacheTime: endpoint.cacheTime ?? 0,
      })),
      stations,
      pools: (file.pools ?? []).map((pool) => ({
        name: pool.name,
        role: pool.role ?? "other",
        size: pool.size,
        ...(pool.overflow === undefined ? {} : { overflow: pool.overflow }),
        ...(pool.perReplica === "unknown"
          ? { perReplica: false, perReplicaUnsaid: true }
          : { perReplica: pool.perReplica ?? false }),
        perNode: pool.perNode ?? false,
        around: pool.around,
        held: pool.held ?? "request",
        acquireTimeOut: pool.acquireTimeOut ?? null,
      })),
      rateLimit: file.rateLimit ?? null,
      ...(file.rateBurst === undefined ? {} : { rateBurst: file.rateBurst }),
      ...(file.requestLimit === undefined ? {} : { requestLimit: file.requestLimit }),
      clientTimeOut: file.clientTimeOut ?? null,
      backgroundErrorRate: file.backgroundErrorRate ?? 0,
    },
  };
}

function stationOf(
  station: PlatformFile["stations"][number],
  file: PlatformFile,
  shared: Record<string, Prior>,
): StationOf<Quantity> {
  const entries = Object.entries(station.work).map(([pattern, { demand, ...rest }]) => {
    const own = { demand, visits: rest.visits ?? 1, variation: rest.variation ?? 1 };
    return [pattern, shareUnknowns(own, pattern, `stations.${station.name}.work`, file, shared)];
  });
  const byPattern = Object.fromEntries(entries) as Readonly<Record<string, WorkNumbers>>;
  const work = file.endpoints.flatMap(({ name: endpoint }) => {
    const own = workFor(byPattern, endpoint);
    return own === undefined ? [] : [{ endpoint, ...own }];
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
    overloadCounts: station.overload?.counts ?? "platform",
    drift: station.drift ?? 0,
    sharedLimit: station.sharedLimit ?? null,
    delayVariation: station.delayVariation ?? null,
    readReplicas: station.readReplicas ?? 0,
    ...(station.primaryReads === undefined ? {} : { primaryReads: station.primaryReads }),
    replication: station.replication ?? 0,
    shards: station.shards ?? 1,
    maxConnections: station.maxConnections ?? null,
  };
}

type WorkNumbers = Omit<WorkOf<Quantity>, "endpoint">;

/**
 * A prior that stands once in the file is one unknown, however many endpoints its pattern
 * matches: it gets a name of its own that each of them refers to.
 */
function shareUnknowns(
  work: WorkNumbers,
  pattern: string,
  place: string,
  file: PlatformFile,
  shared: Record<string, Prior>,
): WorkNumbers {
  if (file.endpoints.some(({ name }) => name === pattern)) return work;
  const entries = Object.entries(work).map(([key, quantity]) => {
    if (!isPrior(quantity)) return [key, quantity];
    const of = `${place}.${pattern}.${key}`;
    shared[of] = quantity;
    return [key, { of, times: 1 }];
  });
  return Object.fromEntries(entries) as WorkNumbers;
}
