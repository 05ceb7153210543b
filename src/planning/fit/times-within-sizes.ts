/** Priors of a request's times where known sizes leave less of them than was believed. */
import { theOneOf } from "../../platform/fill-known.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { knownPoolPlaces } from "../../platform/pool-places.ts";
import { isPrior, type Quantity } from "../../platform/quantity.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { logNormal } from "./rounded-prior.ts";

/** The middle of what is believed then, as a part of the most that can be, and how wide. */
const MIDDLE = 1 / 3;
const SPREAD = 1;

/**
 * At a throughput X that was measured, m servers leave each request m/X of their time (utilization
 * law). Where that is less than the middle of what is believed of `apiTime` or `queryTime`, the belief was
 * of another platform, and all that it leaves is the very edge of what can be: it is centered anew, at
 * a third of the most. Only numbers that stand for whole requests: those of a model that does not know its ceiling, or was told.
 */
export function timesWithinSizes(hypothesis: Hypothesis, maxThroughput: PerSecond): Hypothesis {
  const { numbers, ceiling } = hypothesis;
  if (ceiling === undefined) return hypothesis;
  const most = mostOf(hypothesis, maxThroughput);
  const within = (["apiTime", "queryTime"] as const).flatMap((name) => {
    const prior = numbers[name];
    const cap = most[name];
    if (!isPrior(prior) || prior.prior !== "logNormal" || !(cap < prior.median)) return [];
    return [[name, logNormal(MIDDLE * cap, Math.max(SPREAD, prior.spread))] as const];
  });
  if (within.length === 0) return hypothesis;
  return { ...hypothesis, numbers: { ...numbers, ...Object.fromEntries(within) } };
}

/** The longest that a request can take at each of them; infinite where no size is known. */
function mostOf(
  { platform: { stations, pools, apiReplicas } }: Hypothesis,
  X: PerSecond,
): { readonly apiTime: Seconds; readonly queryTime: Seconds } {
  const sizeOf = (size: Quantity | undefined) =>
    typeof size === "number" ? size : Number.POSITIVE_INFINITY;
  const replicas = (one: { readonly perReplica: boolean } | undefined) =>
    one?.perReplica === true ? sizeOf(apiReplicas) : 1;
  const api = theOneOf(stations, "api");
  const database = theOneOf(stations, "database");
  const nodes = (1 + sizeOf(database?.readReplicas ?? 0)) * sizeOf(database?.shards ?? 1);
  const [pool, ...others] = pools.filter(({ role }) => role === "connections");
  const places = others.length > 0 || !pool ? undefined : (knownPoolPlaces(pool) ?? undefined);
  return {
    apiTime: (sizeOf(api?.servers) * replicas(api)) / X,
    queryTime:
      Math.min(
        sizeOf(database?.servers) * nodes,
        sizeOf(places) * replicas(pool) * (pool?.perNode === true ? nodes : 1),
      ) / X,
  };
}
