import { type PoolSystem, pool } from "../closed/pool.ts";
import { nortonAggregation } from "./norton-aggregation.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * A pool around stations by convolution and by merging stations pairwise, inside and outside.
 * It checks the arithmetic; the error of the method itself stands in `pool`.
 *
 * @throws RangeError as `pool`
 */
export function verifyPool(system: PoolSystem, users: number): readonly Verification[] {
  const { thinkTime, places, inside, outside = [] } = system;
  const first = pool(system, users);
  const rates = Array.from(
    { length: Math.min(places, users) },
    (_, j) => nortonAggregation({ thinkTime: 0, stations: inside }, j + 1).throughput,
  );
  const second = nortonAggregation(
    { thinkTime, stations: [...outside, { kind: "loadDependent", rates }] },
    users,
  );
  const atPool = second.queueLengths.at(-1) ?? 0;
  return [
    compare("throughput", first.throughput, second.throughput),
    compare("users at the pool", first.placesUsed + first.poolWait * first.throughput, atPool),
  ];
}
