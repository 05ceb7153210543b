import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { StationOf, WorkOf } from "../platform.ts";
import type { ClassWork, NodePart } from "./part.ts";
import type { RequestClass } from "./request-classes.ts";

/** The nodes of one station that a class may go to, before read replicas are split off. */
export type Side = "primary" | "replicas" | "all";

/**
 * The nodes of a station that serve one side: all requests, or with read replicas the writes
 * (primary) or the reads. Nodes that nobody visits are left out.
 *
 * @throws RangeError if a number of the station is out of range
 */
export function stationNodes(
  station: StationOf<number>,
  side: Side,
  classes: readonly RequestClass[],
  replicas: number,
): NodePart[] {
  const comes = (c: RequestClass) => !(c.hit && station.role === "database");
  const work = (wanted: (c: RequestClass) => boolean) =>
    classes.map((c) => (comes(c) && wanted(c) ? classWork(station, c.endpoint) : null));
  const visited = (part: NodePart) => part.work.some((w) => w !== null);
  const onSide = (c: RequestClass) => side === "all" || c.reads === (side === "replicas");
  const name = side === "all" ? station.name : `${station.name} (${side})`;
  if (station.kind === "delay") return [{ ...idle, name, work: work(onSide) }].filter(visited);
  const servers = requirePositive(`servers of ${name}`, station.servers);
  const shards = requireCount(`shards of ${name}`, station.shards);
  const copies = requireCount(`readReplicas of ${name}`, station.readReplicas, 0);
  const node: NodePart = {
    ...idle,
    discipline: station.discipline,
    servers: station.perReplica ? servers * replicas : servers,
    name,
    copies: shards,
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
    mostConnections:
      station.maxConnections === null
        ? Number.POSITIVE_INFINITY
        : requirePositive(`maxConnections of ${name}`, station.maxConnections),
    work: [],
  };
  if (copies === 0) return [{ ...node, work: work(onSide) }].filter(visited);
  const reads = work((c) => c.reads);
  const writes = work((c) => !c.reads);
  const readLoad = loadOf(reads, classes) / copies;
  const repeated =
    requireNonNegative(`replication of ${name}`, station.replication) * loadOf(writes, classes);
  const sides: Record<Exclude<Side, "all">, NodePart> = {
    primary: { ...node, name: `${station.name} (primary)`, work: writes },
    replicas: {
      ...node,
      name: `${station.name} (replicas)`,
      copies: copies * shards,
      capacity: readLoad > 0 ? readLoad / (readLoad + repeated) : 1,
      work: reads,
    },
  };
  const wanted = side === "all" ? [sides.primary, sides.replicas] : [sides[side]];
  return wanted.filter(visited);
}

/** A delay with nothing to do. */
export const idle = {
  kind: "node",
  name: "",
  discipline: "delay",
  servers: 1,
  capacity: 1,
  copies: 1,
  contention: 0,
  coherency: 0,
  crowding: 0,
  overloadContention: 0,
  overloadCoherency: 0,
  overloadCounts: "platform",
  delayVariation: null,
  mostConnections: Number.POSITIVE_INFINITY,
} as const;

function loadOf(work: readonly (ClassWork | null)[], classes: readonly RequestClass[]): number {
  return work.reduce(
    (sum, w, k) => sum + (w === null ? 0 : w.service * w.visits * (classes[k]?.share ?? 0)),
    0,
  );
}

function classWork(station: StationOf<number>, endpoint: string): ClassWork | null {
  const work = station.work.find((one: WorkOf<number>) => one.endpoint === endpoint);
  if (work === undefined) return null;
  const of = `of ${endpoint} at ${station.name}`;
  const service = requireNonNegative(`demand ${of}`, work.demand);
  const visits = requireNonNegative(`visits ${of}`, work.visits);
  if (service === 0 || visits === 0) return null;
  return { service, visits, variation: requireNonNegative(`variation ${of}`, work.variation) };
}
