/** The same platform with several API instances, each with a line of its own. */
import type { PlatformModel, PoolOf, StationOf } from "../../../platform/platform.ts";
import { isPrior, type Quantity } from "../../../platform/quantity.ts";
import { shareOfPrior, wholePlaces } from "./whole-places.ts";

/** Where requests stand in line: at pools of connections or of workers, or at event loops. */
export type InstanceLine = "connections" | "workers" | "loops";

/** Stands for two, four or more, where nobody has said how many: what matters is that a line is not one. */
const SEVERAL = 3;

/**
 * Who waits at a pool, for a worker or for the event loop of one of several API instances does so while another
 * has room: no single line of as many has these response times.
 *
 * @returns null where it is known that there is one line, or the model has several already
 */
export function ofEachInstance(platform: PlatformModel, line: InstanceLine): PlatformModel | null {
  const { apiReplicasUnsaid = false, ...said } = platform;
  const instances = apiReplicasUnsaid ? SEVERAL : said.apiReplicas;
  if (typeof instances !== "number" || instances === 1) return null;
  if (line === "loops") return apiReplicasUnsaid ? withLoops(said, instances) : null;
  // The workers of known instances are lines of theirs already; whose a pool is may still be unsaid.
  const isOne = (pool: PoolOf<Quantity>) =>
    pool.role === line &&
    isPrior(pool.size) &&
    (line === "workers" ? apiReplicasUnsaid : pool.perReplicaUnsaid === true);
  if (!said.pools.some(isOne)) return null;
  const pools = said.pools.map((pool): PoolOf<Quantity> => {
    const { perReplicaUnsaid: _, ...one } = pool;
    if (!isOne(pool) || !isPrior(one.size)) return pool;
    return { ...one, perReplica: true, size: wholePlaces(one.size, instances) };
  });
  return { ...said, apiReplicas: instances, pools };
}

/** What one line of processors shares out, an event loop serves in turn. */
function withLoops(platform: PlatformModel, instances: number): PlatformModel | null {
  const stations = platform.stations.map((station): StationOf<Quantity> => {
    if (station.kind !== "queue" || station.role !== "api" || !isPrior(station.servers)) {
      return station;
    }
    const servers = shareOfPrior(station.servers, instances);
    return { ...station, discipline: "fifo", perReplica: true, servers };
  });
  const isChanged = stations.some((station, i) => station !== platform.stations[i]);
  return isChanged ? { ...platform, apiReplicas: instances, stations } : null;
}
