import { requireCount, requireNonNegative, requirePositive, requireShare } from "../require.ts";
import {
  failureCauses,
  type SimulatedClients,
  type SimulatedEndpoint,
  type SimulatedPlatform,
  type SlowdownLaw,
} from "./simulated-platform.ts";
import { meanTime, requireTimeLaw } from "./time-law.ts";

/** Replicas, nodes and visits: far beyond any platform, and within the simulator's tables. */
const MOST = 10_000;

/** Endpoints: each has a histogram of 50 kB. */
const MOST_ENDPOINTS = 1000;

/** Longest pause before another try: thirty years. */
const LONGEST_PAUSE = 1e9;

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
  requireSlowdown("database.slowdown", database.discipline, database.slowdown);
  if (pool) {
    requireCount("pool.size", pool.size);
    if (pool.acquireTimeOut !== undefined) {
      requirePositive("pool.acquireTimeOut", pool.acquireTimeOut);
    }
  }
  requireClients(platform.clients ?? {});
  if (platform.rateLimit) {
    requirePositive("rateLimit.rate", platform.rateLimit.rate);
    requirePositive("rateLimit.burst", platform.rateLimit.burst);
    if (platform.rateLimit.burst < 1) {
      throw new RangeError(`rateLimit.burst must be 1 or more, got ${platform.rateLimit.burst}`);
    }
    requireNonNegative("rateLimit.retryAfter", platform.rateLimit.retryAfter ?? 0);
  }
  if (platform.circuitBreaker) {
    requireCount("circuitBreaker.failures", platform.circuitBreaker.failures);
    requirePositive("circuitBreaker.recovery", platform.circuitBreaker.recovery);
  }
  return platform;
}

/**
 * A user who neither thinks nor waits would send without end at one moment.
 *
 * @throws RangeError if a round of a user can take no time at all
 */
export function requireTimePasses(platform: SimulatedPlatform): void {
  if (meanTime(platform.thinkTime) > 0) return;
  if (platform.rateLimit || platform.circuitBreaker) {
    throw new RangeError("thinkTime must be above 0 where requests may be refused, got 0");
  }
  for (const { name, apiTime, databaseTime, cache } of platform.endpoints) {
    const beyond = cache?.hitShare === 1 ? cache.time : databaseTime;
    if (meanTime(apiTime) + meanTime(beyond) === 0) {
      throw new RangeError(`thinkTime must be above 0 where ${name} takes no time, got 0`);
    }
  }
}

function requireEndpoint(endpoint: SimulatedEndpoint): void {
  const { name, weight, apiTime, databaseTime, cache } = endpoint;
  requireNonNegative(`${name}.weight`, weight);
  requireTimeLaw(`${name}.apiTime`, apiTime);
  requireTimeLaw(`${name}.databaseTime`, databaseTime);
  atMost(`${name}.visits`, requireCount(`${name}.visits`, endpoint.visits ?? 1));
  requireShare(`${name}.errorShare`, endpoint.errorShare ?? 0);
  if (cache) {
    requireShare(`${name}.cache.hitShare`, cache.hitShare);
    requireTimeLaw(`${name}.cache.time`, cache.time);
  }
}

function requireClients({ timeOut, retry }: SimulatedClients): void {
  if (timeOut !== undefined) requirePositive("clients.timeOut", timeOut);
  if (!retry) return;
  requireCount("clients.retry.attempts", retry.attempts);
  if (retry.attempts > 255) {
    throw new RangeError(`clients.retry.attempts must be at most 255, got ${retry.attempts}`);
  }
  requirePositive("clients.retry.backOff", retry.backOff);
  const factor = requirePositive("clients.retry.factor", retry.factor ?? 2);
  const longest = retry.backOff * Math.max(1, factor ** (retry.attempts - 2));
  if (longest > LONGEST_PAUSE) {
    throw new RangeError(`clients.retry.factor must keep pauses below 1e9 s, got ${longest} s`);
  }
  requireShare("clients.retry.jitter", retry.jitter ?? 1);
  for (const cause of retry.causes ?? []) {
    if (!failureCauses.includes(cause)) {
      throw new RangeError(`clients.retry.causes must be of ${failureCauses}, got ${cause}`);
    }
  }
}

function requireSlowdown(name: string, discipline: string, law: SlowdownLaw | undefined): void {
  const factors = [
    requireNonNegative(`${name}.contention`, law?.contention ?? 0),
    requireNonNegative(`${name}.coherency`, law?.coherency ?? 0),
    requireNonNegative(`${name}.overloadContention`, law?.overloadContention ?? 0),
    requireNonNegative(`${name}.overloadCoherency`, law?.overloadCoherency ?? 0),
  ];
  if (discipline === "delay" && factors.some((factor) => factor > 0)) {
    throw new RangeError(`${name} must be 0 for a delay, got ${factors.join(", ")}`);
  }
}

function requireDiscipline(name: string, discipline: string): void {
  if (!["fifo", "ps", "delay"].includes(discipline)) {
    throw new RangeError(`${name}.discipline must be fifo, ps or delay, got ${discipline}`);
  }
}

function atMost(name: string, count: number): void {
  if (count > MOST) throw new RangeError(`${name} must be at most ${MOST}, got ${count}`);
}
