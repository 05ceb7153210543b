/** Connections that all pools may open at once against what the database accepts. */
import type { Finding } from "../../measurement/finding.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { formatShare } from "../../wording/format-share.ts";
import { databaseClients } from "./database-clients.ts";

/**
 * Pools × (replicas + those of a rollout) + other clients ≤ what the database accepts. Said only
 * where known: or every model gives the numbers; models that differ tell nothing.
 */
export function connectionBudget(
  hypotheses: readonly Hypothesis[],
  known: KnownFacts,
): readonly Finding[] {
  const { pool, replicas, accepts, others, surge } = databaseClients(hypotheses, known);
  if (pool === null || accepts === null) return [];
  const wanted = pool * (replicas + surge) + others;
  if (wanted <= accepts) return [];
  const fits = Math.floor((accepts - others) / (replicas + surge));
  const steady = pool * replicas + others;
  const when = steady > accepts ? "" : " while a new version is rolled out";
  const rest = others > 0 ? ` + ${others} of others` : "";
  return [
    {
      code: "connection-budget",
      severity: "warning",
      level: null,
      message: `The pools may open ${wanted} connections${when} (${pool} × (${replicas} replicas + ${surge} of a rollout)${rest}), and the database accepts ${accepts}: it refuses ${wanted - accepts} (${formatShare((wanted - accepts) / wanted)}).`,
      law: "Pools × replicas + other clients ≤ max_connections: a connection that is refused is an error, not a wait.",
      remedy:
        fits >= 1
          ? `Set the pool of each replica to ${fits} at most, put PgBouncer before the database, or raise max_connections to ${wanted}.`
          : `Put PgBouncer before the database, or raise max_connections to ${wanted}: the replicas alone do not fit.`,
    },
  ];
}
