import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { StationOf, WorkOf } from "../platform.ts";
import { noSlowdown } from "../slowdown-law.ts";
import type { ClassWork, NodePart } from "./part.ts";
import type { RequestClass } from "./request-classes.ts";

/**
 * A station as a part of the tree.
 *
 * @throws RangeError if a number of the station is out of range
 */
export function stationPart(
  station: StationOf<number>,
  classes: readonly RequestClass[],
): NodePart {
  const { name, role } = station;
  const work = classes.map((one) =>
    one.hit && role === "database" ? null : classWork(station, one.endpoint),
  );
  if (station.kind === "delay") return { ...idle, name, role, work };
  return {
    ...idle,
    name,
    role,
    discipline: station.discipline,
    servers: requirePositive(`servers of ${name}`, station.servers),
    perReplica: station.perReplica,
    shards: requireCount(`shards of ${name}`, station.shards),
    readReplicas: requireCount(`readReplicas of ${name}`, station.readReplicas, 0),
    primaryReads: station.primaryReads ?? false,
    replication: requireNonNegative(`replication of ${name}`, station.replication),
    contention: requireNonNegative(`contention of ${name}`, station.contention),
    coherency: requireNonNegative(`coherency of ${name}`, station.coherency),
    crowding: requireNonNegative(`crowding of ${name}`, station.crowding),
    overloadContention: requireNonNegative(
      `overloadContention of ${name}`,
      station.overloadContention,
    ),
    overloadCoherency: requireNonNegative(
      `overloadCoherency of ${name}`,
      station.overloadCoherency,
    ),
    overloadCounts: station.overloadCounts,
    delayVariation:
      station.delayVariation === null
        ? null
        : requireNonNegative(`delayVariation of ${name}`, station.delayVariation),
    drift: requireNonNegative(`drift of ${name}`, station.drift),
    mostConnections:
      station.maxConnections === null
        ? Number.POSITIVE_INFINITY
        : requirePositive(`maxConnections of ${name}`, station.maxConnections),
    work,
  };
}

/** A delay with nothing to do. */
export const idle = {
  kind: "node",
  name: "",
  role: "other",
  discipline: "delay",
  servers: 1,
  perReplica: false,
  shards: 1,
  readReplicas: 0,
  replication: 0,
  primaryReads: false,
  ...noSlowdown,
  overloadCounts: "platform",
  delayVariation: null,
  drift: 0,
  mostConnections: Number.POSITIVE_INFINITY,
} as const;

function classWork(station: StationOf<number>, endpoint: string): ClassWork | null {
  const work = station.work.find((one: WorkOf<number>) => one.endpoint === endpoint);
  if (work === undefined) return null;
  const of = `of ${endpoint} at ${station.name}`;
  const service = requireNonNegative(`demand ${of}`, work.demand);
  const visits = requireNonNegative(`visits ${of}`, work.visits);
  if (service === 0 || visits === 0) return null;
  return { service, visits, variation: requireNonNegative(`variation ${of}`, work.variation) };
}
