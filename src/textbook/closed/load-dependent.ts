/**
 * N users think, then go to one station whose speed depends on how many are there.
 *
 * Covers pools in front of anything (the table is the throughput of what stands behind),
 * scalability laws with think time, and systems that get slower when crowded.
 *
 * Source: Lazowska, Zahorjan, Graham & Sevcik, Quantitative System Performance
 * (Prentice Hall, 1984), ch. 8 and 20; the chain is the birth-death chain of
 * Gross et al., 4th ed., §2.1.
 */

import { requireCount, requireNonNegative } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { birthDeath } from "../birth-death.ts";
import { at, nth } from "../element.ts";
import { closedNetworkSweep } from "./closed-network.ts";
import { type RateLaw, readRates } from "./rate-law.ts";

export interface LoadDependentSystem {
  /** Mean think time Z between a reply and the next request; any law. */
  readonly thinkTime: Seconds;
  /** Completions per second with 1, 2, 3… users at the station. */
  readonly rates: RateLaw;
}

export interface LoadDependentSolution {
  readonly users: number;
  /** Throughput X. */
  readonly throughput: PerSecond;
  /** Mean response time R at the station. */
  readonly responseTime: Seconds;
  /** Mean number of users at the station. */
  readonly queueLength: number;
  /** Share of time that anybody is at the station. */
  readonly utilization: Share;
}

/**
 * Solves the system for one population by its birth-death chain. Exact, O(N); any shape of
 * rates, also falling ones.
 *
 * @throws RangeError unless users is a whole number ≥ 1, thinkTime ≥ 0 and rates are > 0
 * @example loadDependent({ thinkTime: 1, rates: [10, 18, 24] }, 50).throughput
 */
export function loadDependent(system: LoadDependentSystem, users: number): LoadDependentSolution {
  const N = requireCount("users", users);
  const { rates } = readRates(system.rates, N);
  const probabilities = loadDependentProbabilities(system, N);
  let throughput = 0;
  let queueLength = 0;
  let utilization = 0;
  for (let k = 1; k <= N; k++) {
    const p = nth(probabilities, k);
    throughput += p * at(rates, k);
    queueLength += p * k;
    utilization += p;
  }
  return {
    users: N,
    throughput,
    responseTime: queueLength / throughput,
    queueLength,
    utilization: Math.min(1, utilization),
  };
}

/**
 * Solves the system for every population 1…maxUsers in one pass. Exact; O(N·m) for a table of
 * m values, O(N²) for a law.
 *
 * @throws RangeError as {@link loadDependent}
 */
export function loadDependentSweep(
  system: LoadDependentSystem,
  maxUsers: number,
): readonly LoadDependentSolution[] {
  const { thinkTime, rates } = system;
  const sweep = closedNetworkSweep(
    { thinkTime, stations: [{ kind: "loadDependent", rates }] },
    maxUsers,
  );
  return sweep.map(({ users, throughput, responseTime, stations: [station] }) => ({
    users,
    throughput,
    responseTime,
    queueLength: station?.queueLength ?? 0,
    utilization: station?.utilization ?? 0,
  }));
}

/**
 * Probabilities that 0, 1, … N users are at the station. Exact, O(N).
 *
 * @throws RangeError as {@link loadDependent}, except that users may be 0
 */
export function loadDependentProbabilities(
  system: LoadDependentSystem,
  users: number,
): readonly number[] {
  const N = requireCount("users", users, 0);
  const Z = requireNonNegative("thinkTime", system.thinkTime);
  const { rates } = readRates(system.rates, N);
  // Counted from above: i users think. Births are then completions, deaths the ends of thinks;
  // both times Z/(i+1), so that Z = 0 means that nobody ever thinks.
  const thinking = birthDeath({
    birthRates: Array.from({ length: N }, (_, i) => (at(rates, N - i) * Z) / (i + 1)),
    deathRates: Array.from({ length: N }, () => 1),
  });
  return thinking.toReversed();
}
