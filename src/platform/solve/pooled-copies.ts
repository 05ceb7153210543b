import type { Platform } from "../platform.ts";

/**
 * The platform with one place for what API replicas and shards each bring: as many servers and
 * connections together. Lines of their own cost waits, which a platform that is full or idle has not:
 * for its ceiling and its idle times this is as good, and solved without telling lines apart.
 *
 * @returns the same object where there are no copies
 */
export function pooledCopies(platform: Platform): Platform {
  const { apiReplicas, stations, pools } = platform;
  const isSharded = stations.some((one) => one.kind === "queue" && one.shards > 1);
  if (apiReplicas === 1 && !isSharded) return platform;
  const shardsInside = (around: readonly string[]) =>
    stations.reduce(
      (most, one) =>
        one.kind === "queue" && around.includes(one.name) ? Math.max(most, one.shards) : most,
      1,
    );
  return {
    ...platform,
    apiReplicas: 1,
    stations: stations.map((station) => {
      if (station.kind === "delay") return station;
      const { servers, shards, perReplica } = station;
      const copies = shards * (perReplica ? apiReplicas : 1);
      return { ...station, servers: servers * copies, shards: 1, perReplica: false };
    }),
    pools: pools.map((pool) => {
      const { size, perReplica, perNode, around } = pool;
      const copies = (perReplica ? apiReplicas : 1) * (perNode ? shardsInside(around) : 1);
      return { ...pool, size: size * copies, perReplica: false };
    }),
  };
}
