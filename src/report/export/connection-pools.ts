/** Pools of database connections, one per replica, in the words of their libraries. */
import { commented, type PoolSettings, waitFor } from "./export-target.ts";

/** Connections that are there before an overflow is opened. */
const sizeOf = ({ pool, overflow }: PoolSettings) => pool - overflow;

const beyond = ({ overflow }: PoolSettings) =>
  overflow > 0
    ? "No connections beyond pool and overflow: more at once were not measured."
    : "No connections beyond the pool: more at once were not measured.";

export function hikariPool(settings: PoolSettings): string {
  const { seconds, reason } = waitFor(settings);
  // HikariCP refuses a time-out below 250 ms.
  const wait = Math.max(250, Math.round(1000 * seconds));
  return [
    ...commented("#", settings, [...settings.reasons, reason]),
    `spring.datasource.hikari.maximum-pool-size=${settings.pool}`,
    `spring.datasource.hikari.minimum-idle=${sizeOf(settings)}`,
    `spring.datasource.hikari.connection-timeout=${wait}`,
    "",
  ].join("\n");
}

export function sqlalchemyPool(settings: PoolSettings): string {
  const { seconds, reason } = waitFor(settings);
  return [
    ...commented("#", settings, [
      ...settings.reasons,
      `${beyond(settings)} With several worker processes in a replica, divide ${settings.overflow > 0 ? "both" : "the size"} among them.`,
      reason,
    ]),
    "POOL = {",
    `    "pool_size": ${sizeOf(settings)},`,
    `    "max_overflow": ${settings.overflow},`,
    `    "pool_timeout": ${seconds},`,
    "}  # create_engine(url, **POOL)",
    "",
  ].join("\n");
}

export function asyncpgPool(settings: PoolSettings): string {
  const { seconds, reason } = waitFor(settings);
  return [
    ...commented("#", settings, [
      ...settings.reasons,
      "With several worker processes in a replica, divide the size among them.",
      reason,
    ]),
    "POOL = {",
    `    "min_size": ${sizeOf(settings)},`,
    `    "max_size": ${settings.pool},`,
    "}  # await asyncpg.create_pool(dsn, **POOL)",
    `ACQUIRE_TIMEOUT = ${seconds}  # pool.acquire(timeout=ACQUIRE_TIMEOUT)`,
    "",
  ].join("\n");
}

export function nodePostgresPool(settings: PoolSettings): string {
  const { seconds, reason } = waitFor(settings);
  return [
    ...commented("//", settings, [
      ...settings.reasons,
      "With several processes in a replica, divide the size among them.",
      reason,
    ]),
    "export const pool = {",
    `  max: ${settings.pool},`,
    `  connectionTimeoutMillis: ${Math.round(1000 * seconds)},`,
    "}; // new Pool({ ...pool, connectionString })",
    "",
  ].join("\n");
}
