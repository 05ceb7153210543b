/** Connections that all pools may open at once against what the database accepts. */
import type { Finding } from "../../measurement/finding.ts";
import { theOneOf } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/** Replicas that run beside the old ones during a rollout, where nobody says how many. */
const SURGE = 1;

/**
 * Pools × (replicas + those of a rollout) + other clients ≤ what the database accepts. Said only
 * where known: or every model gives the numbers; models that differ tell nothing.
 */
export function connectionBudget(
  hypotheses: readonly Hypothesis[],
  known: KnownFacts,
): readonly Finding[] {
  const { max, others = 0, surge = SURGE } = known.connections ?? {};
  const models = hypotheses.map(({ platform }) => {
    const pools = platform.pools.filter(({ role }) => role === "connections");
    const central = pools.some(({ perReplica }) => !perReplica);
    const sum = pools.reduce((total, { size }) => total + (plain(size) ?? Number.NaN), 0);
    return {
      // Behind a pool of its own that all replicas share, their pools reach no database.
      pool: pools.length === 0 || central || Number.isNaN(sum) ? null : sum,
      replicas: plain(platform.apiReplicas),
      accepts: plain(theOneOf(platform.stations, "database")?.maxConnections),
    };
  });
  const pool = known.pool ?? theSame(models.map((one) => one.pool));
  const replicas = known.apiReplicas ?? theSame(models.map((one) => one.replicas)) ?? 1;
  const accepts = max ?? theSame(models.map((one) => one.accepts));
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
      message: `The pools may open ${wanted} connections${when} (${pool} × (${replicas} replicas + ${surge} of a rollout)${rest}), and the database accepts ${accepts}.`,
      law: "Pools × replicas + other clients ≤ max_connections: a connection that is refused is an error, not a wait.",
      remedy:
        fits >= 1
          ? `Set the pool of each replica to ${fits} at most, put PgBouncer before the database, or raise max_connections to ${wanted}.`
          : `Put PgBouncer before the database, or raise max_connections to ${wanted}: the replicas alone do not fit.`,
    },
  ];
}

const plain = (quantity: unknown): number | null =>
  typeof quantity === "number" ? quantity : null;

/** What all say alike; null where one says nothing, or they differ, or there is none. */
function theSame(values: readonly (number | null)[]): number | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
