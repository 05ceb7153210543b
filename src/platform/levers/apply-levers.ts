/**
 * Applies the levers of a scenario to one plausible platform. Each lever changes the quantity in
 * the model that it changes in the world; none is a factor on a limit or on throughput.
 */

import type { PoolModel } from "../pool-model.ts";
import type { Lever } from "../scenario.ts";
import { type EndpointShare, selectEndpoints } from "../solve/endpoint-shares.ts";
import { valueOn } from "./amount.ts";
import { CACHE_READ } from "./cache.ts";
import { figureNames, type LeverBase } from "./lever-base.ts";
import type { LeverName } from "./levers.ts";

/**
 * @throws RangeError when a lever's value makes no sense (a pool below 1, a hit share above 1),
 *   its endpoints match nothing, or the pool model has no place for it (cores, shards)
 */
export function applyLevers(
  model: PoolModel,
  levers: readonly Lever[],
  endpoints: readonly EndpointShare[],
): PoolModel {
  return levers.reduce((changed, lever) => applyLever(changed, lever, model, endpoints), model);
}

function applyLever(
  model: PoolModel,
  lever: Lever,
  base: PoolModel,
  endpoints: readonly EndpointShare[],
): PoolModel {
  if (!inPoolModel(lever)) {
    throw new RangeError(
      `${lever.name} needs a platform model: name one under hypotheses in headroom.yaml`,
    );
  }
  const value = valueOn(lever, poolBase(base));
  const refuse = (expected: string): never => {
    throw new RangeError(`${lever.name} must be ${expected}, got ${lever.text} = ${value}`);
  };
  const chosen = selectEndpoints(endpoints, lever.endpoints, model.workOdds);
  if (chosen.requests === 0) {
    throw new RangeError(`${lever.name}: no measured endpoint matches "${lever.endpoints}"`);
  }
  switch (lever.name) {
    case "pool.size":
      return value >= 1 ? { ...model, poolSize: value } : refuse("1 connection or more");
    case "api.replicas":
      return value >= 1 ? withApiReplicas(model, value) : refuse("1 or more");
    case "db.readReplicas":
      if (!(value >= 0)) refuse("0 or more");
      return model.ceiling === "database" ? { ...model, readReplicas: value } : model;
    case "cache": {
      if (!(value >= 0 && value <= 1)) refuse("a hit share between 0 and 100 %");
      return withCache(model, value, chosen);
    }
    case "demand":
      if (!(value > 0)) refuse("a factor above 0");
      return { ...model, serviceTime: model.serviceTime * (1 - chosen.work * (1 - value)) };
    case "rateLimit":
      return value > 0 ? { ...model, rateLimit: value } : refuse("above 0 req/s");
    case "thinkTime":
      return value > 0 ? { ...model, thinkTime: value } : refuse("above 0 s");
  }
}

/** The levers that the pool model has a place for. */
type PoolLeverName = (typeof placed)[number];

const placed = [
  "pool.size",
  "api.replicas",
  "db.readReplicas",
  "cache",
  "demand",
  "rateLimit",
  "thinkTime",
] as const satisfies readonly LeverName[];

function inPoolModel(lever: Lever): lever is Lever & { readonly name: PoolLeverName } {
  return placed.some((name) => name === lever.name);
}

/** What the levers' expressions refer to, read off a pool model. */
export function poolBase(model: PoolModel): LeverBase {
  const none = Object.fromEntries(figureNames.map((name) => [name, null])) as LeverBase;
  return {
    ...none,
    "pool.size": model.poolSize,
    "api.replicas": model.apiReplicas,
    "db.readReplicas": model.readReplicas,
    thinkTime: model.thinkTime,
    rateLimit: model.rateLimit,
  };
}

/**
 * More API replicas share the overload among them and each brings its own pool; where the API
 * itself is the ceiling they add servers too.
 */
function withApiReplicas(model: PoolModel, replicas: number): PoolModel {
  const factor = replicas / model.apiReplicas;
  return {
    ...model,
    apiReplicas: replicas,
    poolSize: model.poolSize * factor,
    sharedLimit: model.sharedLimit * factor,
    innerServers: model.ceiling === "api" ? model.innerServers * factor : model.innerServers,
  };
}

/** Hits leave the pool and the database alone; what is left is the mix of the other requests. */
function withCache(
  model: PoolModel,
  hitShare: number,
  chosen: { readonly requests: number; readonly work: number },
): PoolModel {
  const hits = hitShare * chosen.requests;
  const passed = 1 - model.bypassShare;
  const bypassShare = 1 - passed * (1 - hits);
  if (bypassShare >= 1) {
    throw new RangeError("cache: some requests must still reach the database, got 100 % hits");
  }
  const workLeft = 1 - hitShare * chosen.work;
  if (workLeft <= 0) {
    throw new RangeError("cache: some work must be left to the database, got hits on all of it");
  }
  return {
    ...model,
    bypassShare,
    bypassTime: model.apiTime + CACHE_READ,
    serviceTime: (model.serviceTime * workLeft) / (1 - hits),
  };
}
