import { floatAt, numberAt } from "../../../entry-at.ts";
import type { PerSecond, Seconds } from "../../../units.ts";
import { type Chain, joinRates } from "../chain-probabilities.ts";
import { occupancy } from "../occupancy.ts";
import { timeOf } from "../parts/slowed-tables.ts";
import type { PlatformLoad } from "../platform-load.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import { weightedSums } from "../weighted-sums.ts";

/** What arriving requests find, and how long each class stays on average. */
export interface ArrivalView {
  /** Share of the served requests that find k others. */
  readonly found: Float64Array;
  readonly from: number;
  readonly to: number;
  /** Factor on all waits and slowdowns that makes the mean agree with Little's law. */
  readonly scale: number;
  /** Completions per second. */
  readonly served: PerSecond;
  /** Mean response time, and that by class. */
  readonly mean: Seconds;
  readonly means: readonly Seconds[];
  /** Mean and variance of the slowdown that is found at each node. */
  readonly slowdowns: readonly number[];
  readonly slowdownVariances: readonly number[];
  /** Rate at which the number present forgets where it was: throughput over its variance. */
  readonly forgetting: PerSecond;
}

/**
 * Averages waits and slowdowns over what requests find. In a product-form network that is the
 * arrival theorem (Lavenberg & Reiser 1980): the joins of N users see the chain of N − 1.
 */
export function arrivalView(prepared: PreparedPlatform, load: PlatformLoad): ArrivalView {
  const { inside, classes, slowed } = prepared;
  const { chain, admission } = occupancy(prepared, load);
  const { served, present } = admission;
  const from = Math.max(0, chain.from - 1);
  const to = Math.max(from, chain.to - ("users" in load ? 1 : 0));
  const forgetting = forgettingRate(chain, served);
  const found = joinRates(prepared, load, chain);
  for (let k = from; k <= to; k++) found[k] = (found[k] ?? 0) / served;
  const averages = (tables: readonly Float64Array[]) => {
    const sums = new Float64Array(tables.length);
    weightedSums(found, tables, from, to, from, 1, sums);
    return sums;
  };
  const averageSquare = (table: Float64Array, mean: number) => {
    let sum = 0;
    for (let k = from; k <= to; k++) sum += (found[k] ?? 0) * ((table[k] ?? 0) - mean) ** 2;
    return sum;
  };
  const waits = averages(slowed.mean);
  const slowdowns = Array.from(averages(slowed.slowdown), (average, i) =>
    inside.nodes[i]?.delay ? 1 : average,
  );
  const delays = classes.map((_, c) => {
    let delay = 0;
    for (const [i, { visits }] of inside.waits.entries()) {
      delay += (visits[c] ?? 0) * floatAt(waits, i);
    }
    for (const [i, { work }] of inside.nodes.entries()) {
      delay += timeOf(work[c]) * (numberAt(slowdowns, i) - 1);
    }
    return delay;
  });
  const delay = classes.reduce((sum, { share }, c) => sum + share * numberAt(delays, c), 0);
  const mean = present / served;
  const { base, idle } = slowed;
  const scale = delay > 1e-9 * base ? Math.max(0, mean - base) / delay : 1;
  return {
    found,
    from,
    to,
    served,
    scale,
    mean,
    means: idle.map((time, c) => time + scale * numberAt(delays, c)),
    slowdowns: slowdowns.map((slow) => 1 + scale * (slow - 1)),
    slowdownVariances: slowed.slowdown.map((table, i) =>
      inside.nodes[i]?.delay ? 0 : scale ** 2 * averageSquare(table, numberAt(slowdowns, i)),
    ),
    forgetting,
  };
}

/**
 * Throughput over the variance of the number present: μ for M/M/∞, μ(1 − ρ)² for M/M/1, as in the
 * conditional moments of M/M/1 under processor sharing (Coffman, Muntz & Trotter, J. ACM 17, 1970).
 */
function forgettingRate({ shares, from, to }: Chain, served: PerSecond): PerSecond {
  let mean = 0;
  for (let k = from; k <= to; k++) mean += (shares[k] ?? 0) * k;
  let variance = 0;
  for (let k = from; k <= to; k++) variance += (shares[k] ?? 0) * (k - mean) ** 2;
  return variance > 0 ? served / variance : 0;
}
