/** The same platform with several API instances, each with a line of its own. */
import type { PlatformModel, PoolOf, StationOf } from "../../../platform/platform.ts";
import { isPrior, type Quantity } from "../../../platform/quantity.ts";
import { shareOfPrior, wholePlaces } from "./whole-places.ts";

/** Where requests stand in line: at pools of connections or of workers, or at event loops. */
export type InstanceLine = "connections" | "workers" | "loops";

/** How many there may be where nobody has said it; more lines than these are hardly told from the last. */
const SEVERAL = [2, 3, 5];

/**
 * Who waits at a pool, for a worker or for the event loop of one of several API instances does so while another
 * has room: no single line of as many has these response times.
 *
 * @returns one for each number of instances that there may be; none where it is known that there is one line, or
 *   the model has several already
 */
export function ofEachInstance(
  platform: PlatformModel,
  line: InstanceLine,
): readonly PlatformModel[] {
  const { apiReplicasUnsaid = false, ...said } = platform;
  const counts = apiReplicasUnsaid ? SEVERAL : [said.apiReplicas];
  return counts.flatMap((instances) => {
    if (typeof instances !== "number" || instances === 1) return [];
    if (line === "loops") return (apiReplicasUnsaid ? withLoops(said, instances) : null) ?? [];
    return withPools(said, line, instances, apiReplicasUnsaid) ?? [];
  });
}

function withPools(
  said: PlatformModel,
  line: InstanceLine,
  instances: number,
  apiReplicasUnsaid: boolean,
): PlatformModel | null {
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
