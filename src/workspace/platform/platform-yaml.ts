/** A hypothesis as the YAML of a model file: what `parsePlatform` reads back as the same numbers. */
import { stringify } from "yaml";
import type { Hypothesis, PoolOf, StationOf, WorkOf } from "../../platform/platform.ts";
import { isMultiple, isPrior, type Quantity } from "../../platform/quantity.ts";

/** Keys in the order of the schema; what has its default is left out. */
export function platformYaml({ platform, numbers, source, ceiling }: Hypothesis): string {
  const text = stringify(
    {
      title: platform.title,
      source,
      ...(ceiling === undefined ? {} : { ceiling }),
      numbers: Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [
          name,
          quantityOf(value, name.endsWith("Time") || name === "time" ? "s" : ""),
        ]),
      ),
      thinkTime: quantityOf(platform.thinkTime, "s"),
      apiReplicas: platform.apiReplicas,
      endpoints: platform.endpoints.map(({ name, weight, kind, readShare }) => {
        const reads = readShare === undefined ? {} : { readShare: quantityOf(readShare) };
        return { name, weight: quantityOf(weight), kind, ...reads };
      }),
      stations: platform.stations.map(stationOf),
      ...(platform.pools.length === 0 ? {} : { pools: platform.pools.map(poolOf) }),
    },
    { lineWidth: 0 },
  );
  return `# yaml-language-server: $schema=../schema/platform.json\n${text}`;
}

function stationOf(station: StationOf<Quantity>) {
  const { kind, name, role } = station;
  const work = Object.fromEntries(station.work.map((one) => [one.endpoint, workOf(one)]));
  if (kind === "delay") return { kind, name, role, work };
  const overload = {
    ...unlessZero("contention", station.overloadContention),
    ...unlessZero("coherency", station.overloadCoherency),
    ...(station.overloadCounts === "platform" ? {} : { counts: station.overloadCounts }),
  };
  return {
    kind,
    name,
    role,
    discipline: station.discipline,
    servers: quantityOf(station.servers),
    ...(station.perReplica ? { perReplica: true } : {}),
    ...unlessZero("contention", station.contention),
    ...unlessZero("coherency", station.coherency),
    ...unlessZero("crowding", station.crowding),
    ...(Object.keys(overload).length === 0 ? {} : { overload }),
    ...unlessZero("drift", station.drift),
    ...unlessNull("sharedLimit", station.sharedLimit),
    ...unlessNull("delayVariation", station.delayVariation),
    ...unlessZero("readReplicas", station.readReplicas),
    ...(station.primaryReads === undefined ? {} : { primaryReads: station.primaryReads }),
    ...unlessZero("replication", station.replication),
    ...(station.shards === 1 ? {} : { shards: station.shards }),
    ...unlessNull("maxConnections", station.maxConnections),
    work,
  };
}

function workOf({ demand, visits, variation }: WorkOf<Quantity>) {
  return {
    demand: quantityOf(demand, "s"),
    ...(visits === 1 ? {} : { visits: quantityOf(visits) }),
    variation: quantityOf(variation),
  };
}

function poolOf({ name, role, size, around, held, ...pool }: PoolOf<Quantity>) {
  return {
    name,
    role,
    size: quantityOf(size),
    ...(pool.overflow === undefined ? {} : { overflow: quantityOf(pool.overflow) }),
    ...(pool.perReplica ? { perReplica: true } : {}),
    ...(pool.perReplicaUnsaid ? { perReplica: "unknown" } : {}),
    ...(pool.perNode ? { perNode: true } : {}),
    around: [...around],
    ...(held === "request" ? {} : { held }),
    ...unlessNull("acquireTimeOut", pool.acquireTimeOut, "s"),
  };
}

function unlessZero(key: string, value: Quantity) {
  return value === 0 ? {} : { [key]: quantityOf(value) };
}

function unlessNull(key: string, value: Quantity | null, unit = "") {
  return value === null ? {} : { [key]: quantityOf(value, unit) };
}

function quantityOf(value: Quantity, unit = ""): unknown {
  if (isMultiple(value)) return value.times === 1 ? value.of : `${value.times} * ${value.of}`;
  if (!isPrior(value)) return measure(value, unit);
  return value.prior === "logNormal"
    ? { prior: value.prior, median: measure(value.median, unit), spread: value.spread }
    : { prior: value.prior, range: [measure(value.low, unit), measure(value.high, unit)] };
}

/** Times below a second in milliseconds. */
function measure(value: number, unit: string): number | string {
  if (unit !== "s") return value;
  return value < 1 ? `${Number((1000 * value).toPrecision(12))} ms` : `${value} s`;
}
