import type { Limiter } from "./known-facts.ts";
import type { Platform } from "./platform.ts";

/**
 * What a station or pool is a limit of, by its name in a solution; undefined where there is none of that name.
 * Workers are the API's: who waits for one waits for the API.
 */
export function limiterOf(
  name: string,
  { stations, pools }: Pick<Platform, "stations" | "pools">,
): Limiter | undefined {
  const pool = pools.find((one) => one.name === name);
  if (pool?.role === "workers") return "api";
  if (pool !== undefined) return pool.role === "connections" ? "pool" : "other";
  // With read replicas: "database (primary)" and "database (replicas)".
  return stations.find((one) => name === one.name || name.startsWith(`${one.name} (`))?.role;
}
