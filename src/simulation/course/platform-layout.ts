import type { Platform, PoolOf, QueueOf, StationOf } from "../../platform/platform.ts";

type Station = StationOf<number>;
type Pool = PoolOf<number>;
type Queue = QueueOf<number>;

/** The stations and pools of a platform in the places that the simulator has for them. */
export interface PlatformLayout {
  /** The pool around everything: API workers. */
  readonly workers: Pool | null;
  /** The pool around the database stations. */
  readonly connections: Pool | null;
  /** Stations before the connections: delays, or one queue. */
  readonly api: readonly Station[];
  /** Stations behind the connections: delays, or one queue. */
  readonly database: readonly Station[];
  /** A further queue behind them: row locks. */
  readonly lock: Queue | null;
}

/**
 * Finds the place of every station and pool; stations that no endpoint visits have none.
 *
 * @throws RangeError naming the first station or pool that the simulator has no place for
 */
export function platformLayout(platform: Platform): PlatformLayout {
  const stations = platform.stations.filter(isVisited);
  const visited = new Set(stations.map(({ name }) => name));
  const pools = new Map(platform.pools.map((pool) => [pool.name, pool]));
  const enclosed = (pool: Pool, path: readonly string[] = []): readonly string[] => {
    if (path.includes(pool.name)) throw refusal("pool", pool.name, "pools enclose one another");
    return pool.around.flatMap((name) => {
      const inner = pools.get(name);
      if (inner) return enclosed(inner, [...path, pool.name]);
      return visited.has(name) ? [name] : [];
    });
  };
  let workers: Pool | null = null;
  let connections: Pool | null = null;
  for (const pool of platform.pools) {
    const names = enclosed(pool);
    if (names.length === 0) continue;
    const all = names.length === stations.length;
    const hasApi = stations.some(({ name, role }) => names.includes(name) && role === "api");
    if (all && (hasApi || pool.role === "workers" || pool.around.some((name) => pools.has(name)))) {
      if (workers) throw refusal("pool", pool.name, "one pool around all stations is what it has");
      workers = pool;
    } else {
      if (connections) {
        throw refusal("pool", pool.name, "one pool around the database stations is what it has");
      }
      connections = pool;
    }
  }
  const [api, behind] = sides(stations, connections && enclosed(connections));
  const lock = connections ? lockOf(behind) : null;
  const database = requireOnePlace(
    behind.filter((station) => station !== lock),
    "database",
  );
  return { workers, connections, api, database, lock };
}

/** What the simulator cannot run, with the reason. */
export function refusal(kind: string, name: string, why: string): RangeError {
  return new RangeError(`${kind} ${name}: the simulator has no place for it, since ${why}`);
}

const isVisited = ({ work }: Station) => work.some(({ demand, visits }) => demand * visits > 0);

/** In the pool or not; without a pool by their roles, or the one queue of all as the database. */
function sides(
  stations: readonly Station[],
  held: readonly string[] | null,
): readonly [api: readonly Station[], database: readonly Station[]] {
  const behind = ({ name, role }: Station) =>
    held === null ? role === "database" : held.includes(name);
  const database = stations.filter(behind);
  const api = stations.filter((station) => !behind(station));
  if (database.length > 0 || !api.some(isFirstCome)) {
    return [requireOnePlace(api, "API"), database];
  }
  const queues = api.filter(({ kind }) => kind === "queue");
  return [
    requireOnePlace(
      api.filter(({ kind }) => kind === "delay"),
      "API",
    ),
    queues,
  ];
}

/** A queue beside the database's own queue or delays, that is not of the database itself. */
function lockOf(behind: readonly Station[]): Queue | null {
  if (!behind.some(({ role }) => role === "database")) return null;
  const others = behind.filter(({ role }) => role !== "database");
  return others.find((station) => station.kind === "queue") ?? null;
}

const isFirstCome = (station: Station) => station.kind === "queue" && station.discipline === "fifo";

function requireOnePlace(stations: readonly Station[], side: string): readonly Station[] {
  const queue = stations.find(({ kind }) => kind === "queue");
  const other = stations.find((station) => station !== queue);
  if (!queue || !other) return stations;
  const surplus = other.kind === "queue" ? other : queue;
  const beside = surplus === queue ? other : queue;
  throw refusal(
    "station",
    surplus.name,
    `it has one queue or delays on the ${side} side, and ${beside.name} is there`,
  );
}
