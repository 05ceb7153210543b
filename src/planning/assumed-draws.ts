/** Gives each draw of the posterior what load-test totals cannot tell, varied over its range. */
import type { EndpointShare } from "../platform/endpoint-shares.ts";
import type { PoolModel } from "../platform/pool-model.ts";
import type { LeverName } from "../platform/scenario.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** Range of the share of database work that reads do, where no endpoint table tells. */
const READ_SHARE = { from: 0.5, to: 0.9 } as const;

/** How far the read share may lie from what the endpoint table suggests. */
const READ_SHARE_MARGIN = 0.15;

/** Standard deviation of the logarithm of the odds of an endpoint's share of the work. */
const WORK_SPREAD = 0.3;

const ceiling =
  "Where the ceiling sits is assumed, half the draws each: in the database inside the pool, or in the API that holds it. Totals of a load test look the same either way.";
const work =
  "What an endpoint takes of the work is requests × response time, uncertain by a factor of 1.6 in its odds (90 %): a response time contains waiting.";

/** What each lever's result rests on besides the fit. */
export const leverAssumptions: Readonly<Record<LeverName, readonly string[]>> = {
  "pool.size": [
    "How much more requests at work would disturb one another rests on the assumed contention, which the measurements narrow little.",
  ],
  "api.replicas": [
    ceiling,
    "More API replicas share the overload among them, and each brings its own pool.",
  ],
  "db.readReplicas": [
    ceiling,
    "Reads are GET and HEAD; their share of the database work is taken from requests × response time and varied by ±15 points. Replication costs nothing.",
  ],
  cache: [
    work,
    "A cache hit costs the API's time and 1 ms, and touches neither pool nor database.",
  ],
  demand: [work],
  rateLimit: ["A refused request (429) costs nothing; the user thinks and tries again."],
  thinkTime: [],
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
