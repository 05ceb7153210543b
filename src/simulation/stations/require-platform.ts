import type { SlowdownLaw } from "../../platform/slowdown-law.ts";
import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { requireDynamics } from "../dynamics/require-dynamics.ts";
import { meanTime, requireTimeLaw } from "../engine/time-law.ts";
import { requireClients } from "../load/require-clients.ts";
import { requireEndpoint } from "./require-endpoint.ts";
import type { SimulatedPlatform, SimulatedRateLimit } from "./simulated-platform.ts";

/** Replicas, nodes and visits: far beyond any platform, and within the simulator's tables. */
const MOST = 10_000;

/** Endpoints: each has a histogram of 50 kB. */
const MOST_ENDPOINTS = 1000;

/**
 * Checks a platform before it is simulated.
 *
 * @throws RangeError naming the first field that is out of its range, or an endpoint whose
 *   requests take no time at all
 */
export function requirePlatform(platform: SimulatedPlatform): SimulatedPlatform {
  const { endpoints, api, pool, database } = platform;
  if (endpoints.length === 0) throw new RangeError("endpoints must hold at least one, got none");
  if (endpoints.length > MOST_ENDPOINTS) {
    throw new RangeError(`endpoints must be at most ${MOST_ENDPOINTS}, got ${endpoints.length}`);
  }
  for (const endpoint of endpoints) requireEndpoint(endpoint);
  if (!(endpoints.reduce((sum, { weight }) => sum + weight, 0) > 0)) {
    throw new RangeError("endpoints must have a weight above 0 in all, got 0");
  }
  requireTimeLaw("thinkTime", platform.thinkTime);
  requireDiscipline("api", api.discipline);
  if (api.discipline !== "delay") requireCount("api.servers", api.servers);
  atMost("api.replicas", requireCount("api.replicas", api.replicas ?? 1));
  requireSlowdown("api.slowdown", api.discipline, api.slowdown);
  requireDiscipline("database", database.discipline);
  if (database.discipline !== "delay") requireCount("database.servers", database.servers);
  atMost(
    "database.readReplicas",
    requireCount("database.readReplicas", database.readReplicas ?? 0, 0),
  );
  const shards = requireCount("database.shards", database.shards ?? 1);
  atMost("database.shards times its nodes", shards * (1 + (database.readReplicas ?? 0)));
  requireSlowdown("database.slowdown", database.discipline, database.slowdown);
  requireLock(platform);
  if (pool) {
    requireCount("pool.size", pool.size);
    if (pool.acquireTimeOut !== undefined) {
      requirePositive("pool.acquireTimeOut", pool.acquireTimeOut);
    }
    if (pool.held !== undefined && !["visit", "request"].includes(pool.held)) {
      throw new RangeError(`pool.held must be visit or request, got ${pool.held}`);
    }
  }
  requireClients(platform.clients ?? {});
  if (platform.pace !== undefined) requirePositive("pace", platform.pace);
  if (platform.rateLimit) requireRateLimit("rateLimit", platform.rateLimit);
  if (platform.userRateLimit) requireRateLimit("userRateLimit", platform.userRateLimit);
  if (platform.circuitBreaker) {
    requireCount("circuitBreaker.failures", platform.circuitBreaker.failures);
    requirePositive("circuitBreaker.recovery", platform.circuitBreaker.recovery);
  }
  requireDynamics(platform);
  return platform;
}

/**
 * A user who neither thinks nor waits would send without end at one moment.
 *
 * @throws RangeError if a round of a user can take no time at all
 */
export function requireTimePasses(platform: SimulatedPlatform): void {
  if (platform.pace !== undefined || meanTime(platform.thinkTime) > 0) return;
  if (
    platform.rateLimit ||
    platform.userRateLimit ||
    platform.circuitBreaker ||
    platform.incidents?.some(({ kind }) => kind === "apiDown")
  ) {
    throw new RangeError("thinkTime must be above 0 where requests may be refused, got 0");
  }
  for (const { name, apiTime, databaseTime, cache } of platform.endpoints) {
    const beyond = cache?.hitShare === 1 ? cache.time : databaseTime;
    if (meanTime(apiTime) + meanTime(beyond) === 0) {
      throw new RangeError(`thinkTime must be above 0 where ${name} takes no time, got 0`);
    }
  }
}

/**
 * @throws RangeError if a platform has what only users can have, for a load without any
 */
export function requireNoUsers(platform: SimulatedPlatform): void {
  if (platform.userRateLimit) {
    throw new RangeError("userRateLimit must be left out where the load is arrivals, not users");
  }
  if (platform.api.autoscale?.measure === "users") {
    throw new RangeError(
      "api.autoscale.measure must be utilization where the load is arrivals, got users",
    );
  }
}

function requireRateLimit(name: string, limit: SimulatedRateLimit): void {
  requirePositive(`${name}.rate`, limit.rate);
  requirePositive(`${name}.burst`, limit.burst);
  if (limit.burst < 1) throw new RangeError(`${name}.burst must be 1 or more, got ${limit.burst}`);
  if (limit.retryAfter === "nextToken") return;
  requireNonNegative(`${name}.retryAfter`, limit.retryAfter ?? 0);
}

function requireSlowdown(
  name: string,
  discipline: string,
  law: Partial<SlowdownLaw> | undefined,
): void {
  const factors = [
    requireNonNegative(`${name}.contention`, law?.contention ?? 0),
    requireNonNegative(`${name}.coherency`, law?.coherency ?? 0),
    requireNonNegative(`${name}.crowding`, law?.crowding ?? 0),
    requireNonNegative(`${name}.overloadContention`, law?.overloadContention ?? 0),
    requireNonNegative(`${name}.overloadCoherency`, law?.overloadCoherency ?? 0),
  ];
  if (discipline === "delay" && factors.some((factor) => factor > 0)) {
    throw new RangeError(`${name} must be 0 for a delay, got ${factors.join(", ")}`);
  }
}

function requireLock({ lock, endpoints }: SimulatedPlatform): void {
  const locked = endpoints.find(({ lockTime }) => lockTime !== undefined);
  if (!lock) {
    if (locked) throw new RangeError(`${locked.name}.lockTime must be left out without a lock`);
    return;
  }
  if (!["fifo", "ps"].includes(lock.discipline)) {
    throw new RangeError(`lock.discipline must be fifo or ps, got ${lock.discipline}`);
  }
  requireCount("lock.servers", lock.servers);
  requireSlowdown("lock.slowdown", lock.discipline, lock.slowdown);
}

function requireDiscipline(name: string, discipline: string): void {
  if (!["fifo", "ps", "delay"].includes(discipline)) {
    throw new RangeError(`${name}.discipline must be fifo, ps or delay, got ${discipline}`);
  }
}

function atMost(name: string, count: number): void {
  if (count > MOST) throw new RangeError(`${name} must be at most ${MOST}, got ${count}`);
}
