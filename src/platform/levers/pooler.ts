import type { Platform, PoolOf } from "../platform.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/**
 * Transaction pooling. Connections are held around the database only, and taken anew for each
 * visit; what they enclosed besides goes to the pool around them, if there is one.
 */
export const pooler = {
  name: "pooler",
  about: "Transaction pooling: a connection is held for a query and not for the rest of a request",
  kind: "switch",
  example: "",
  endpoints: "none",
  zero: false,
  today: null,
  lacks: (platform) =>
    freedBy(platform).size > 0 ? null : "pool of connections around a station of the database",
  change: (platform) => {
    const freed = freedBy(platform);
    const changed = (pool: PoolOf<number>): PoolOf<number> => {
      const own = freed.get(pool.name);
      const inherited = pool.around.flatMap((name) => freed.get(name) ?? []);
      const around = pool.around.filter((name) => !(own?.includes(name) ?? false));
      const next = { ...pool, around: [...around, ...inherited] };
      return own === undefined ? next : { ...next, held: "visit" };
    };
    return { ...platform, pools: platform.pools.map(changed) };
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;

/** By pool of connections around a database station, what it encloses besides. */
function freedBy(platform: Platform): ReadonlyMap<string, readonly string[]> {
  const databases = new Set(
    platform.stations.filter(({ role }) => role === "database").map(({ name }) => name),
  );
  const pools = platform.pools.filter(
    ({ role, around }) => role === "connections" && around.some((name) => databases.has(name)),
  );
  return new Map(
    pools.map(({ name, around }) => [name, around.filter((one) => !databases.has(one))]),
  );
}
