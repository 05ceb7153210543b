/** Gives each draw of the posterior what load-test totals cannot tell, varied over its range. */
import { poolSizeRange } from "../../calibration/pool-size-grid.ts";
import type { PoolModel } from "../../platform/pool-model.ts";
import type { LeverName } from "../../platform/scenario.ts";
import type { EndpointShare } from "../../platform/solve/endpoint-shares.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";

/** Range of the share of database work that reads do, where no endpoint table tells. */
const READ_SHARE = { from: 0.5, to: 0.9 } as const;

/** How far the read share may lie from what the endpoint table suggests. */
const READ_SHARE_MARGIN = 0.15;

/** Standard deviation of the logarithm of the odds of an endpoint's share of the work. */
const WORK_SPREAD = 0.3;

const ceiling =
  "Where the ceiling sits is assumed, equally likely: in the database inside the pool, in the API that holds it, or, where it would then have 5 to 100 connections, in the pool itself. Totals of a load test look the same either way.";
const work =
  "What an endpoint takes of the work is requests × response time, uncertain by a factor of 1.6 in its odds (90 %): a response time contains waiting.";

/** What a lever's result rests on besides the fit and what the lever itself assumes. */
export const leverAssumptions: Readonly<Partial<Record<LeverName, readonly string[]>>> = {
  "pool.size": [
    ceiling,
    "How much more requests at work would disturb one another rests on the assumed contention, which the measurements narrow little.",
  ],
  "api.replicas": [ceiling],
  "db.readReplicas": [
    ceiling,
    "Reads are GET and HEAD; their share of the database work is taken from requests × response time and varied by ±15 points. Replication costs nothing.",
  ],
  cache: [work],
  demand: [work],
};

/** What every result rests on. */
export const sharedAssumptions = [
  "The API's share of an idle request's time is assumed (mostly 8 % to 64 %) and varied; it is outside the pool and has no queue of its own.",
] as const;

export function assumedDraws(
  models: readonly PoolModel[],
  endpoints: readonly EndpointShare[],
  random: RandomStream,
): PoolModel[] {
  const listed = endpoints.reduce((sum, one) => sum + one.work, 0);
  const reading = endpoints.reduce((sum, one) => sum + (one.reads ? one.work : 0), 0);
  const center = listed > 0 ? reading / listed : null;
  return models.map((model, i) => {
    const u = random.uniform();
    const readShare =
      center === null
        ? READ_SHARE.from + u * (READ_SHARE.to - READ_SHARE.from)
        : Math.min(Math.max(center + (2 * u - 1) * READ_SHARE_MARGIN, 0.05), 0.95);
    const workOdds = Math.exp(WORK_SPREAD * normal(random));
    return { ...model, readShare, workOdds, ceiling: i % 2 === 0 ? "database" : "api" };
  });
}

/** Behind a pool that is the ceiling lies a resource with up to this many times its capacity. */
const MOST_BEHIND = 10;

/**
 * Every third platform with its ceiling in the pool instead of inside it, where a pool that small
 * is believable: B servers inside a larger pool and a pool of B around a larger resource complete
 * the same at every load. What contention the larger pool had is carried over, so that the
 * saturated throughput is the same too; between light load and saturation the two differ by a
 * few per cent at most.
 */
export function withPoolCeilings(models: readonly PoolModel[], random: RandomStream): PoolModel[] {
  return models.map((model, i) => {
    const { innerServers: B, poolSize: c, contention } = model;
    const behind = MOST_BEHIND ** random.uniform();
    const believable = B >= poolSizeRange.from && B <= poolSizeRange.to && B > 1;
    if (i % 3 !== 0 || B >= c || !believable) return model;
    return {
      ...model,
      ceiling: "pool",
      poolSize: B,
      innerServers: B * behind,
      contention: (contention * Math.max(c - 1, 0)) / (B - 1),
    };
  });
}
