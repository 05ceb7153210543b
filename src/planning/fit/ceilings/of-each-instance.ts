/** The same platform with several API instances, each with a line of its own. */
import type { PlatformModel, PoolOf } from "../../../platform/platform.ts";
import { isPrior, type Quantity } from "../../../platform/quantity.ts";
import { wholePlaces } from "./whole-places.ts";

/** Stands for two, four or more, where nobody has said how many: what matters is that a line is not one. */
const SEVERAL = 3;

/**
 * Who waits at a pool, or for a worker, of one of several API instances does so while another may have free
 * places: no single line of as many has these response times.
 *
 * @param role of the lines
 * @returns null where it is known that there is one line, or the model has several already
 */
export function ofEachInstance(
  platform: PlatformModel,
  role: "connections" | "workers",
): PlatformModel | null {
  const { apiReplicasUnsaid = false, ...said } = platform;
  const instances = apiReplicasUnsaid ? SEVERAL : said.apiReplicas;
  if (typeof instances !== "number" || instances === 1) return null;
  // The workers of known instances are lines of theirs already; whose a pool is may still be unsaid.
  const isOne = (pool: PoolOf<Quantity>) =>
    pool.role === role &&
    isPrior(pool.size) &&
    (role === "workers" ? apiReplicasUnsaid : pool.perReplicaUnsaid === true);
  if (!said.pools.some(isOne)) return null;
  const pools = said.pools.map((pool): PoolOf<Quantity> => {
    const { perReplicaUnsaid: _, ...line } = pool;
    if (!isOne(pool) || !isPrior(line.size)) return pool;
    return { ...line, perReplica: true, size: wholePlaces(line.size, instances) };
  });
  return { ...said, apiReplicas: instances, pools };
}
