import { requireNonNegative } from "../../require.ts";
import type { PerSecond, Share } from "../../units.ts";

/**
 * Solves the traffic equations of an open network: x[j] = γ[j] + Σᵢ x[i]·p[i][j], how often
 * every station is reached per second, revisits included.
 *
 * Exact. Stations are eliminated one by one, and a pivot is not 1 minus a sum but the sum of
 * all ways on (those out of the network among them), so no subtraction of near-equal
 * numbers occurs and loops that return 999,999 times in a million stay exact. Cost O(K³).
 *
 * Source: Jackson, Networks of Waiting Lines, Oper. Res. 5 (1957) 518-521; elimination:
 * Grassmann, Taksar & Heyman, Oper. Res. 33 (1985) 1107-1116.
 *
 * @param external γ[j], arrivals from outside per second, at least 0
 * @param routing p[i][j], share of requests that go on to j when they leave i; a row may sum
 *   to less than 1: the rest leaves the network
 * @throws RangeError if the sizes differ, an entry is no share, a row sums to more than 1, or
 *   requests at a station that is reached can never leave
 */
export function trafficEquations(
  external: readonly PerSecond[],
  routing: readonly (readonly Share[])[],
): readonly PerSecond[] {
  const K = external.length;
  if (routing.length !== K) {
    throw new RangeError(`routing must have ${K} rows, one per station, got ${routing.length}`);
  }
  const exit: number[] = [];
  const step = routing.map((row, i) => {
    if (row.length !== K) {
      throw new RangeError(
        `routing[${i}] must have ${K} shares, one per station, got ${row.length}`,
      );
    }
    const sum = row.reduce((a, p, j) => a + requireNonNegative(`routing[${i}][${j}]`, p), 0);
    // A row such as 0.7 + 0.2 + 0.1 may miss 1 by rounding: that is not a way out.
    if (sum > 1 + 1e-12) throw new RangeError(`routing[${i}] must sum to 1 or less, got ${sum}`);
    exit.push(1 - sum > 1e-14 ? 1 - sum : 0);
    return [...row];
  });
  const inflow = external.map((rate, j) => requireNonNegative(`external[${j}]`, rate));

  const at = (i: number, j: number) => step[i]?.[j] ?? 0;
  const ways: number[] = new Array(K).fill(0);
  for (let k = K - 1; k >= 0; k--) {
    // All ways on from k that do not return to k at once, among the stations still there.
    let on = exit[k] ?? 0;
    for (let j = 0; j < k; j++) on += at(k, j);
    ways[k] = on;
    if (on === 0) continue; // reached or not is checked below
    for (let i = 0; i < k; i++) {
      const through = at(i, k) / on;
      if (through === 0) continue;
      const row = step[i] ?? [];
      for (let j = 0; j < k; j++) row[j] = at(i, j) + through * at(k, j);
      exit[i] = (exit[i] ?? 0) + through * (exit[k] ?? 0);
    }
    for (let j = 0; j < k; j++) {
      inflow[j] = (inflow[j] ?? 0) + ((inflow[k] ?? 0) / on) * at(k, j);
    }
  }
  const rates: number[] = [];
  for (let k = 0; k < K; k++) {
    let rate = inflow[k] ?? 0;
    for (let i = 0; i < k; i++) rate += (rates[i] ?? 0) * at(i, k);
    const on = ways[k] ?? 0;
    if (on === 0 && rate > 0) {
      throw new RangeError(`routing[${k}] must let requests leave: they come in and stay for ever`);
    }
    rates.push(rate > 0 ? rate / on : 0);
  }
  return rates;
}
