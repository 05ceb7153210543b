/** Gives each draw of the posterior what load-test totals cannot tell, varied over its range. */
import type { EndpointShare } from "../platform/endpoint-shares.ts";
import type { PoolModel } from "../platform/pool-model.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** Range of the share of database work that reads do, where no endpoint table tells. */
const READ_SHARE = { from: 0.5, to: 0.9 } as const;

/** How far the read share may lie from what the endpoint table suggests. */
const READ_SHARE_MARGIN = 0.15;

export const assumptionSentences = [
  "Where the ceiling sits is assumed, half the draws each: in the database inside the pool, or in the API that holds it. Totals of a load test look the same either way.",
  "The API's share of an idle request's time is assumed (mostly 8 % to 64 %) and varied; it is outside the pool and has no queue of its own.",
  "More API replicas share the overload among them, and each brings its own pool.",
  "Reads are GET and HEAD; their share of the database work is taken from requests × response time and varied by ±15 points.",
  "A cache hit costs the API's time and 1 ms, and touches neither pool nor database.",
  "A refused request (429) costs nothing; the user thinks and tries again.",
] as const;

export function assumedDraws(
  models: readonly PoolModel[],
  endpoints: readonly EndpointShare[],
  random: RandomStream,
): PoolModel[] {
  const listed = endpoints.reduce((sum, { work }) => sum + work, 0);
  const reading = endpoints.reduce((sum, { work, reads }) => sum + (reads ? work : 0), 0);
  const center = listed > 0 ? reading / listed : null;
  return models.map((model, i) => {
    const u = random.uniform();
    const readShare =
      center === null
        ? READ_SHARE.from + u * (READ_SHARE.to - READ_SHARE.from)
        : Math.min(Math.max(center + (2 * u - 1) * READ_SHARE_MARGIN, 0.05), 0.95);
    return { ...model, readShare, ceiling: i % 2 === 0 ? "database" : "api" };
  });
}
