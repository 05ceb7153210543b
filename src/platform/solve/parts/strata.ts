/**
 * What a request meets where requests are dealt out among copies, told apart by how many it finds
 * at its own copy: of all that find the same total some stand in a long line and some in none,
 * and one law of the mean of both has neither's percentiles.
 */

/** Shares of the requests, those at the emptiest copies first. */
export const STRATA = [0.25, 0.25, 0.25, 0.15, 0.1] as const;

/** Tables by stratum, of one place where requests are dealt out. */
export interface Stratified<T> {
  /** Name of the part that is there several times. */
  readonly dealing: string;
  /** Variance by which the wait at one copy parts from that at all, in squares of the time between requests, for each request. */
  readonly parting: number;
  readonly tables: readonly T[];
}

/** Shares of the states of one split, of one stratum. */
export interface StratumShares {
  readonly shares: Float64Array;
  from: number;
  to: number;
}

export function emptyStrata(most: number): readonly StratumShares[] {
  return STRATA.map(() => ({ shares: new Float64Array(most + 1), from: 0, to: 0 }));
}

/** Cuts the states from…to, ascending, into strata, each with shares that sum to 1; in place. */
export function cutIntoStrata(
  shares: Float64Array,
  from: number,
  to: number,
  strata: readonly StratumShares[],
): void {
  let state = from;
  let left = shares[from] ?? 0;
  for (const [s, stratum] of strata.entries()) {
    const size = STRATA[s] ?? 0;
    let need = size;
    stratum.from = state;
    for (;;) {
      // What rounding leaves over belongs to the last state.
      const taken = state === to ? need : Math.min(need, left);
      stratum.shares[state] = taken / size;
      stratum.to = state;
      need -= taken;
      left -= taken;
      if (need <= 1e-15 || state === to) break;
      state++;
      left = shares[state] ?? 0;
    }
  }
}
