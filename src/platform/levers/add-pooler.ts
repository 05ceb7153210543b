import type { Platform, PoolOf } from "../platform.ts";
import { NoPlaceError } from "./no-place-error.ts";

/**
 * `pooler`: transaction pooling. Connections are held around the database only, and taken anew for
 * each visit; what they enclosed besides goes to the pool around them, if there is one.
 *
 * @throws RangeError if no pool of connections encloses a database station
 */
export function addPooler(platform: Platform): Platform {
  const databases = new Set(
    platform.stations.filter(({ role }) => role === "database").map(({ name }) => name),
  );
  const freed = new Map<string, readonly string[]>();
  for (const pool of platform.pools) {
    if (pool.role !== "connections" || !pool.around.some((name) => databases.has(name))) continue;
    freed.set(
      pool.name,
      pool.around.filter((name) => !databases.has(name)),
    );
  }
  if (freed.size === 0) {
    throw new NoPlaceError("pooler: no pool of connections encloses a database station");
  }
  const changed = (pool: PoolOf<number>): PoolOf<number> => {
    const own = freed.get(pool.name);
    const inherited = pool.around.flatMap((name) => freed.get(name) ?? []);
    const around = pool.around.filter((name) => !(own?.includes(name) ?? false));
    const next = { ...pool, around: [...around, ...inherited] };
    return own === undefined ? next : { ...next, held: "visit" };
  };
  return { ...platform, pools: platform.pools.map(changed) };
}
