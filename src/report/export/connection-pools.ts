/** Pools of database connections, one per replica, in the words of their libraries. */
import type { Seconds } from "../../units.ts";
import { connectionWait } from "./connection-wait.ts";
import { commented, type PoolSettings } from "./export-target.ts";

/** Connections that are there before an overflow is opened. */
const sizeOf = ({ pool, overflow }: PoolSettings) => pool - overflow;

const beyond = ({ overflow }: PoolSettings) =>
  overflow > 0
    ? "No connections beyond pool and overflow: more at once were not measured."
    : "No connections beyond the pool: more at once were not measured.";

const wholeMs = (seconds: Seconds): Seconds => Math.round(1000 * seconds) / 1000;

/** HikariCP refuses a time-out below 250 ms. */
export function hikariPool(settings: PoolSettings): string {
  const { seconds, reasons } = connectionWait(settings, (wanted) =>
    Math.max(0.25, wholeMs(wanted)),
  );
  return [
    ...commented("#", settings, [...settings.reasons, ...reasons]),
    `spring.datasource.hikari.maximum-pool-size=${settings.pool}`,
    `spring.datasource.hikari.minimum-idle=${sizeOf(settings)}`,
    `spring.datasource.hikari.connection-timeout=${Math.round(1000 * seconds)}`,
    "",
  ].join("\n");
}

export function sqlalchemyPool(settings: PoolSettings): string {
  const { seconds, reasons } = connectionWait(settings);
  return [
    ...commented("#", settings, [
      ...settings.reasons,
      `${beyond(settings)} With several worker processes in a replica, divide ${settings.overflow > 0 ? "both" : "the size"} among them.`,
      ...reasons,
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
  const { seconds, reasons } = connectionWait(settings);
  return [
    ...commented("#", settings, [
      ...settings.reasons,
      "With several worker processes in a replica, divide the size among them.",
      ...reasons,
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
  // 0 would be for ever.
  const { seconds, reasons } = connectionWait(settings, (wanted) =>
    Math.max(0.001, wholeMs(wanted)),
  );
  return [
    ...commented("//", settings, [
      ...settings.reasons,
      "With several processes in a replica, divide the size among them.",
      ...reasons,
    ]),
    "export const pool = {",
    `  max: ${settings.pool},`,
    `  connectionTimeoutMillis: ${Math.round(1000 * seconds)},`,
    "}; // new Pool({ ...pool, connectionString })",
    "",
  ].join("\n");
}
