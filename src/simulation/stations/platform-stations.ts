import { RequestTable } from "../engine/request-table.ts";
import type { StationWindow } from "../engine/window.ts";
import type { SharedStation } from "./processor-sharing.ts";
import type { Resource } from "./resource.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import { type Place, type TreePlaces, treePlaces } from "./tree-places.ts";

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
 * The stations of a platform, each once: pools and servers that are held, servers that are shared.
 * Where there are several of one, its name says which API replica and which node it is of, shard
 * by shard and the primary first: "connections 2.1".
 */
export function platformStations({ places }: TreePlaces): readonly PlatformStation[] {
  return places.flatMap((place) => {
    const { resources, shared, part } = place;
    if (resources.length > 0) {
      return resources.map((resource, i) => held(nameOf(place, i), resource));
    }
    return part.kind === "node"
      ? shared.map((station, i) => sharedStation(nameOf(place, i), station))
      : [];
  });
}

/** Their names and servers alone, in the same order. */
export function stationNames(
  platform: SimulatedPlatform,
): readonly Pick<PlatformStation, "name" | "servers">[] {
  const tree = treePlaces(platform, new RequestTable(0, 0));
  return platformStations(tree).map(({ name, servers }) => ({ name, servers }));
}

function nameOf(
  { part, perReplica, perShard, shards, resources, shared }: Place,
  i: number,
): string {
  if (Math.max(resources.length, shared.length) === 1) return part.name;
  const nodes = perShard * shards;
  if (!perReplica || nodes === 1) return `${part.name} ${i + 1}`;
  return `${part.name} ${Math.floor(i / nodes) + 1}.${(i % nodes) + 1}`;
}

function held(name: string, resource: Resource): PlatformStation {
  return {
    name,
    servers: resource.places,
    read: () => ({
      ended: resource.ends,
      jobTime: resource.heldTime,
      waitingTime: resource.waitingTime,
      busyTime: resource.heldTime,
    }),
    events: () => resource.arrivals + resource.starts + resource.ends,
  };
}

/** Work starts on arrival: one event, and the end another. */
function sharedStation(name: string, station: SharedStation): PlatformStation {
  return {
    name,
    servers: station.cores,
    read: () => ({
      ended: station.ends,
      jobTime: station.jobTime,
      waitingTime: 0,
      busyTime: station.coreTime,
    }),
    events: () => station.arrivals + station.ends,
  };
}
