import { connectionsOf } from "../../planning/verdict/database-clients.ts";
import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import { connectionWait } from "./connection-wait.ts";
import { commented, counted, NotPlanned } from "./export-target.ts";

/** PgBouncer between all replicas and the database: as many at work as were measured, no more than are accepted. */
export function pgbouncer(settings: PlannedSettings): string {
  const { clients } = settings;
  const { pool, owner, replicas, surge, accepts, acceptsBy, others } = clients;
  if (pool === null) {
    throw new NotPlanned(
      "neither known: in headroom.yaml nor every model gives the size of the pool",
      "write pool: under known:, e.g. known: { pool: 20 }",
    );
  }
  const measured = connectionsOf(clients, replicas);
  const left = accepts === null ? measured : accepts - others;
  if (left < 1) {
    throw new NotPlanned(
      `others hold ${others} of the ${accepts} connections that the database accepts`,
      `raise ${acceptsBy === "model" ? "maxConnections of the model" : "max under known: connections:"} with max_connections of the database`,
    );
  }
  const isShared = owner === "all";
  const { seconds, reasons } = connectionWait(settings, (wanted) =>
    Math.max(1, Math.round(wanted)),
  );
  return [
    ...commented(";", settings, [
      isShared
        ? `Measured with ${pool} connections that ${counted(replicas)} share.`
        : `Measured with ${pool} connections in each of ${counted(replicas)}: ${measured} at work at once.`,
      ...(accepts === null
        ? []
        : [`The database accepts ${accepts}, of which others hold ${others}.`]),
      isShared
        ? "How many clients the replicas open to it is not known: max_client_conn is yours to write."
        : `Clients: ${pool} × (${counted(replicas)} + ${surge} of a rollout).`,
      ...reasons,
    ]),
    "[pgbouncer]",
    "pool_mode = transaction",
    `default_pool_size = ${Math.min(measured, left)}`,
    ...(isShared ? [] : [`max_client_conn = ${pool * (replicas + surge)}`]),
    `query_wait_timeout = ${seconds}`,
    "",
  ].join("\n");
}
