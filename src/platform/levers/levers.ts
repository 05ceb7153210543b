/** The table of levers: the only list of them. */
import { entryAt } from "../../entry-at.ts";
import { apiReplicas } from "./api-replicas.ts";
import { apiWorkers } from "./api-workers.ts";
import { cache } from "./cache.ts";
import { cacheTime } from "./cache-time.ts";
import { contention } from "./contention.ts";
import { dbCores } from "./db-cores.ts";
import { dbMaxConnections } from "./db-max-connections.ts";
import { dbReadReplicas } from "./db-read-replicas.ts";
import { demand } from "./demand.ts";
import type { LeverDefinition } from "./lever-definition.ts";
import { mix } from "./mix.ts";
import { poolSize } from "./pool-size.ts";
import { pooler } from "./pooler.ts";
import { rateBurst } from "./rate-burst.ts";
import { rateLimit } from "./rate-limit.ts";
import { shards } from "./shards.ts";
import { thinkTime } from "./think-time.ts";
import { visits } from "./visits.ts";

const table = [
  poolSize,
  apiWorkers,
  apiReplicas,
  dbCores,
  dbReadReplicas,
  dbMaxConnections,
  shards,
  cache,
  cacheTime,
  demand,
  visits,
  mix,
  contention,
  rateLimit,
  rateBurst,
  thinkTime,
  pooler,
] as const satisfies readonly LeverDefinition[];

type Listed = (typeof table)[number];

export type LeverName = Listed["name"];

/** The levers that have a number today, which expressions may refer to. */
export type FigureName = Extract<Listed, { readonly today: object }>["name"];

/** In the order in which they are listed to a planner. */
export const levers: readonly (LeverDefinition & { readonly name: LeverName })[] = table;

export function leverOf(name: LeverName): LeverDefinition {
  return entryAt(
    levers,
    levers.findIndex((lever) => lever.name === name),
  );
}
