import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import { commented, counted, NotPlanned, waitFor } from "./export-target.ts";

/** PgBouncer between all replicas and the database: as many at work as were measured, no more than are accepted. */
export function pgbouncer(settings: PlannedSettings): string {
  const { pool, replicas, surge, accepts, others } = settings.clients;
  if (pool === null) {
    throw new NotPlanned(
      "neither known: in headroom.yaml nor every model gives the size of the pool",
      "write pool: under known:, e.g. known: { pool: 20 }",
    );
  }
  const measured = pool * replicas;
  const left = accepts === null ? measured : accepts - others;
  if (left < 1) {
    throw new NotPlanned(
      `others hold ${others} of the ${accepts} connections that the database accepts`,
      "raise max under known: connections: with max_connections of the database",
    );
  }
  const { seconds, reason } = waitFor(settings);
  return [
    ...commented(";", settings, [
      `Measured with ${pool} connections in each of ${counted(replicas)}: ${measured} at work at once.`,
      ...(accepts === null
        ? []
        : [`The database accepts ${accepts}, of which others hold ${others}.`]),
      `Clients: ${pool} × (${counted(replicas)} + ${surge} of a rollout).`,
      reason,
    ]),
    "[pgbouncer]",
    "pool_mode = transaction",
    `default_pool_size = ${Math.min(measured, left)}`,
    `max_client_conn = ${pool * (replicas + surge)}`,
    `query_wait_timeout = ${Math.max(1, Math.round(seconds))}`,
    "",
  ].join("\n");
}
