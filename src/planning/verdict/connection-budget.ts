/** Connections that all pools may open at once against what the database accepts. */
import type { Finding } from "../../measurement/finding.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { formatShare } from "../../wording/format-share.ts";
import { acceptedInWords } from "../what-if/told/accepted-in-words.ts";
import { connectionsOf, type DatabaseClients, databaseClients } from "./database-clients.ts";

/**
 * Pools × (replicas + those of a rollout) + other clients ≤ what the database accepts. Said only
 * where known: or every model gives the numbers; models that differ tell nothing. A pool that all
 * replicas share counts once.
 */
export function connectionBudget(
  hypotheses: readonly Hypothesis[],
  known: KnownFacts,
): readonly Finding[] {
  const clients = databaseClients(hypotheses, known);
  const { pool, owner, replicas, accepts, acceptsBy, others, surge } = clients;
  if (pool === null || accepts === null || acceptsBy === null) return [];
  const wanted = connectionsOf(clients, replicas + surge) + others;
  if (wanted <= accepts) return [];
  const steady = connectionsOf(clients, replicas) + others;
  const when = steady > accepts ? "" : " while a new version is rolled out";
  const each = `${pool} × (${replicas} replica${replicas === 1 ? "" : "s"} + ${surge} of a rollout)`;
  const rest = others > 0 ? ` + ${others} of others` : "";
  const sum = `${owner === "all" ? `${pool} of a pool that all replicas share` : each}${rest}`;
  return [
    {
      code: "connection-budget",
      severity: "warning",
      level: null,
      message: `The pools may open ${wanted} connections${when} (${sum}), and the database accepts ${acceptedInWords({ accepts, acceptsBy })}: it refuses ${wanted - accepts} (${formatShare((wanted - accepts) / wanted)}).`,
      law: "Pools × replicas + other clients ≤ max_connections: a connection that is refused is an error, not a wait.",
      remedy: remedyOf(clients, accepts, wanted),
    },
  ];
}

function remedyOf(
  { owner, replicas, others, surge }: DatabaseClients,
  accepts: number,
  wanted: number,
): string {
  const fits = Math.floor((accepts - others) / (owner === "all" ? 1 : replicas + surge));
  const raise = `raise max_connections to ${wanted}`;
  if (owner === "all") {
    return fits >= 1
      ? `Set the pool to ${fits} at most, or ${raise}.`
      : `Keep others from holding all of them, or ${raise}.`;
  }
  return fits >= 1
    ? `Set the pool of each replica to ${fits} at most, put PgBouncer before the database, or ${raise}.`
    : `Put PgBouncer before the database, or ${raise}: the replicas alone do not fit.`;
}
