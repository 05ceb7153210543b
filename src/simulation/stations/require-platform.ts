import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import { requireDynamics } from "../dynamics/require-dynamics.ts";
import { meanTime, requireTimeLaw } from "../engine/time-law.ts";
import { requireClients } from "../load/require-clients.ts";
import { classTimes } from "./class-times.ts";
import { requireEndpoint } from "./require-endpoint.ts";
import { requireTree } from "./require-tree.ts";
import type { SimulatedPlatform, SimulatedRateLimit } from "./simulated-platform.ts";

/** Endpoints: each has a histogram of 50 kB. */
const MOST_ENDPOINTS = 1000;

/**
 * Checks a platform before it is simulated.
 *
 * @throws RangeError naming the first field that is out of its range, or the first station or pool
 *   that the simulator has no way of dealing with
 */
export function requirePlatform(platform: SimulatedPlatform): SimulatedPlatform {
  const { endpoints } = platform;
  if (endpoints.length === 0) throw new RangeError("endpoints must hold at least one, got none");
  if (endpoints.length > MOST_ENDPOINTS) {
    throw new RangeError(`endpoints must be at most ${MOST_ENDPOINTS}, got ${endpoints.length}`);
  }
  for (const endpoint of endpoints) requireEndpoint(endpoint);
  if (!(endpoints.reduce((sum, { weight }) => sum + weight, 0) > 0)) {
    throw new RangeError("endpoints must have a weight above 0 in all, got 0");
  }
  requireTimeLaw("thinkTime", platform.thinkTime);
  requireTree(platform);
  requireClients(platform.clients ?? {});
  if (platform.pace !== undefined) requirePositive("pace", platform.pace);
  if (platform.rateLimit) requireRateLimit("rateLimit", platform.rateLimit);
  if (platform.requestLimit !== undefined) requireCount("requestLimit", platform.requestLimit);
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
    platform.requestLimit !== undefined ||
    platform.incidents?.some(({ kind }) => kind === "apiDown")
  ) {
    throw new RangeError("thinkTime must be above 0 where requests may be refused, got 0");
  }
  for (const { endpoint, time } of classTimes(platform)) {
    if (time === 0) {
      throw new RangeError(`thinkTime must be above 0 where ${endpoint} takes no time, got 0`);
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
  if (platform.autoscale?.measure === "users") {
    throw new RangeError(
      "autoscale.measure must be utilization where the load is arrivals, got users",
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
