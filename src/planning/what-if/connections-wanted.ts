/** Connections that a change would have opened, against what the database accepts. */

import type { KnownFacts } from "../../platform/known-facts.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { DrawnPlatform } from "./drawn-platform.ts";

/** Levers that move either side. */
const moving: readonly LeverName[] = ["pool.size", "api.replicas", "db.maxConnections"];

/**
 * The figures of a change keep pools within what the database accepts, or know nothing of it. What it
 * refuses in the world is an error, so that is said wherever the middle platform of an explanation
 * wants more; the least of them is told. Null where all fits, or nobody knows how many it accepts.
 */
export function connectionsWanted(
  scenario: Scenario,
  groups: readonly { readonly drawn: readonly DrawnPlatform[] }[],
  room: KnownFacts["connections"] = {},
): string | null {
  if (!scenario.levers.some(({ name }) => moving.includes(name))) return null;
  const over = groups.flatMap(({ drawn }) => {
    const middle = drawn[Math.floor(drawn.length / 2)];
    return middle === undefined
      ? []
      : overdrawn(applyScenario(scenario, middle.platform).platform, room);
  });
  const least = over.toSorted((a, b) => a.wanted - b.wanted)[0];
  if (least === undefined) return null;
  const { wanted, accepts, sum } = least;
  return `That the database takes ${formatCount(wanted)} connections (${sum}), where it accepts ${formatCount(accepts)}: it refuses the rest, and refused connections are errors, which are not counted here. Keep the pools smaller, put PgBouncer before it, or raise max_connections.`;
}

function overdrawn(
  { pools, stations, apiReplicas }: Platform,
  { max, others = 0, surge = 1 }: NonNullable<KnownFacts["connections"]>,
) {
  const most = stations.flatMap((one) =>
    one.kind === "queue" && one.role === "database" ? (one.maxConnections ?? []) : [],
  );
  const accepts = Math.min(...most, max ?? Number.POSITIVE_INFINITY);
  // A pool that all replicas share stands between them and the database.
  const own = pools.filter((pool) => pool.role === "connections" && isOwn(pool));
  const each = own.reduce((sum, { size }) => sum + Math.round(size), 0);
  const replicas = Math.round(apiReplicas);
  const wanted = each * (replicas + surge) + others;
  if (own.length === 0 || wanted <= accepts) return [];
  const rest = others > 0 ? ` + ${others} of others` : "";
  const sum = `${each} × (${replicas} replica${replicas === 1 ? "" : "s"} + ${surge} of a rollout)${rest}`;
  return [{ wanted, accepts, sum }];
}

const isOwn = ({ perReplica, perReplicaUnsaid }: Platform["pools"][number]) =>
  perReplica || perReplicaUnsaid === true;
