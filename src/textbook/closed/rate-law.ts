/**
 * How fast a station works with j users present: a table or a law.
 *
 * A table holds the completions per second with 1, 2, 3… users; its last value holds for
 * every larger number. A law is asked for each j ≥ 1. Rates may fall again (thrashing, lock
 * contention): nothing here needs them to rise.
 */

import { requireCount, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { nth } from "../element.ts";

export type RateLaw = readonly PerSecond[] | ((present: number) => PerSecond);

/**
 * Rates with 1…users present, and the number from which on the rate is known to stay equal.
 * O(users) time.
 *
 * @throws RangeError if the table is empty or a rate is not a finite number above 0
 */
export function readRates(
  law: RateLaw,
  users: number,
): { readonly rates: Float64Array; readonly constantFrom: number } {
  const rates = new Float64Array(users + 1);
  if (typeof law === "function") {
    for (let j = 1; j <= users; j++) rates[j] = requirePositive(`rates(${j})`, law(j));
    return { rates, constantFrom: users };
  }
  if (law.length === 0) throw new RangeError("rates must hold at least one value, got none");
  law.forEach((rate, i) => {
    requirePositive(`rates[${i}]`, rate);
  });
  for (let j = 1; j <= users; j++) rates[j] = nth(law, Math.min(j, law.length) - 1);
  return { rates, constantFrom: Math.min(law.length, users) };
}

/**
 * The rates of c equal servers, min(j, c)/S, as a table of c values. Exact, O(c).
 *
 * @throws RangeError unless c is a whole number ≥ 1 and S > 0
 */
export function multiServerRates(servers: number, serviceTime: Seconds): readonly PerSecond[] {
  const c = requireCount("servers", servers);
  const S = requirePositive("serviceTime", serviceTime);
  return Array.from({ length: c }, (_, i) => (i + 1) / S);
}
