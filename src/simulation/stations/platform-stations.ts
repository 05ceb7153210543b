import { EndWatch } from "../engine/end-watch.ts";
import { RequestTable } from "../engine/request-table.ts";
import type { StationWindow } from "../engine/window.ts";
import { ApiTier } from "./api-tier.ts";
import type { Backend } from "./backend.ts";
import { ConnectionPools } from "./connection-pools.ts";
import { DatabaseTier } from "./database-tier.ts";
import type { Gate } from "./gate.ts";
import type { SharedStation } from "./processor-sharing.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";

type Tiers = Pick<Backend, "api" | "pools" | "database">;

/** One station of a platform under simulation, as the results name it. */
interface PlatformStation {
  readonly name: string;
  /** Workers, connections, servers or cores. */
  readonly servers: number;
  /** Its counters since the start of the run. */
  readonly read: () => StationWindow;
  /** Arrivals, service starts and ends since the start of the run. */
  readonly events: () => number;
}

/**
 * The stations of a platform, each once: workers, pools and servers that are held, cores that
 * are shared. A pool's or a server's name says which API replica and database node it is of.
 */
export function platformStations(tiers: Tiers): readonly PlatformStation[] {
  const { api, database } = tiers;
  const workers =
    api.workers.length > 0
      ? api.workers.map((gate, i) => held(`api ${i + 1}`, gate))
      : api.cores.map((cores, i) => sharedStation(`api ${i + 1}`, cores));
  const { lock } = database;
  const perNode = !tiers.pools.perReplica;
  const pooled = tiers.pools.nodes;
  const pools = tiers.pools.gates.map((gate, i) =>
    held(
      perNode ? `pool ${i + 1}` : `pool ${Math.floor(i / pooled) + 1}.${(i % pooled) + 1}`,
      gate,
    ),
  );
  const servers =
    database.servers.length > 0
      ? database.servers.map((gate, i) => held(`database ${i + 1}`, gate))
      : database.cores.map((cores, i) => sharedStation(`database ${i + 1}`, cores));
  const locks = lock?.servers
    ? [held("lock", lock.servers)]
    : lock?.cores
      ? [sharedStation("lock", lock.cores)]
      : [];
  return [...workers, ...pools, ...servers, ...locks];
}

/** Their names and servers alone, in the same order. */
export function stationNames(
  platform: SimulatedPlatform,
): readonly Pick<PlatformStation, "name" | "servers">[] {
  const requests = new RequestTable(0, 0);
  const watch = new EndWatch();
  const api = new ApiTier(platform.api, requests, watch);
  const pools = new ConnectionPools(platform, requests, 0);
  const database = new DatabaseTier(platform, requests, watch, pools);
  return platformStations({ api, pools, database }).map(({ name, servers }) => ({ name, servers }));
}

function held(name: string, gate: Gate): PlatformStation {
  return {
    name,
    servers: gate.places,
    read: () => ({
      ended: gate.ends,
      jobTime: gate.heldTime,
      waitingTime: gate.waitingTime,
      busyTime: gate.heldTime,
    }),
    events: () => gate.arrivals + gate.starts + gate.ends,
  };
}

/** Work starts on arrival: one event, and the end another. */
function sharedStation(name: string, cores: SharedStation): PlatformStation {
  return {
    name,
    servers: cores.cores,
    read: () => ({
      ended: cores.ends,
      jobTime: cores.jobTime,
      waitingTime: 0,
      busyTime: cores.coreTime,
    }),
    events: () => cores.arrivals + cores.ends,
  };
}
