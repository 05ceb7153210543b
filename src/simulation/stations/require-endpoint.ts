import { requireCount, requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import { LONGEST_PAUSE } from "../load/require-clients.ts";
import type { SimulatedDeadlock, SimulatedEndpoint, SimulatedKeys } from "./simulated-platform.ts";

/** Keys of a cache: eight bytes each, sixteen more with a law of popularity. */
const MOST_KEYS = 1_000_000;

/** Commits tried again: counted in a byte. */
const MOST_COMMITS = 255;

/** Checks one endpoint. @throws RangeError naming the first field that is out of its range */
export function requireEndpoint(endpoint: SimulatedEndpoint): void {
  const { name, keys } = endpoint;
  requireNonNegative(`${name}.weight`, endpoint.weight);
  requireShare(`${name}.errorShare`, endpoint.errorShare ?? 0);
  if (keys) requireKeys(`${name}.keys`, keys);
  if (endpoint.deadlock) requireDeadlock(`${name}.deadlock`, endpoint.deadlock);
}

function requireKeys(name: string, keys: SimulatedKeys): void {
  requireCount(`${name}.count`, keys.count);
  if (keys.count > MOST_KEYS) {
    throw new RangeError(`${name}.count must be at most ${MOST_KEYS}, got ${keys.count}`);
  }
  requireNonNegative(`${name}.zipf`, keys.zipf ?? 0);
  if (keys.timeToLive !== undefined) requirePositive(`${name}.timeToLive`, keys.timeToLive);
}

function requireDeadlock(name: string, law: SimulatedDeadlock): void {
  requireShare(`${name}.share`, law.share);
  requireCount(`${name}.retries`, law.retries, 0);
  if (law.retries > MOST_COMMITS) {
    throw new RangeError(`${name}.retries must be at most ${MOST_COMMITS}, got ${law.retries}`);
  }
  requireNonNegative(`${name}.backOff`, law.backOff);
  const factor = requirePositive(`${name}.factor`, law.factor ?? 2);
  const longest = law.backOff * Math.max(1, factor ** (law.retries - 1));
  if (longest > LONGEST_PAUSE) {
    throw new RangeError(`${name}.factor must keep pauses below 1e9 s, got ${longest} s`);
  }
}
