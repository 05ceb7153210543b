import { Backend } from "./backend.ts";
import type { Gate } from "./gate.ts";
import type { SharedStation } from "./processor-sharing.ts";
import { RequestTable } from "./request-table.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import type { StationWindow } from "./window.ts";

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
export function platformStations(backend: Backend): readonly PlatformStation[] {
  const { nodes } = backend;
  const api =
    backend.workers.length > 0
      ? backend.workers.map((gate, i) => held(`api ${i + 1}`, gate))
      : backend.apiCores.map((cores, i) => sharedStation(`api ${i + 1}`, cores));
  const perNode = backend.pools.length <= nodes;
  const pools = backend.pools.map((gate, i) =>
    held(perNode ? `pool ${i + 1}` : `pool ${Math.floor(i / nodes) + 1}.${(i % nodes) + 1}`, gate),
  );
  const database =
    backend.servers.length > 0
      ? backend.servers.map((gate, i) => held(`database ${i + 1}`, gate))
      : backend.databaseCores.map((cores, i) => sharedStation(`database ${i + 1}`, cores));
  return [...api, ...pools, ...database];
}

/** Their names and servers alone, in the same order. */
export function stationNames(
  platform: SimulatedPlatform,
): readonly Pick<PlatformStation, "name" | "servers">[] {
  const backend = new Backend(platform, new RequestTable(0, 0), 0, () => 0);
  return platformStations(backend).map(({ name, servers }) => ({ name, servers }));
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
