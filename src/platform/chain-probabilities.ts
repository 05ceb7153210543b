import type { PreparedPlatform } from "./prepare-platform.ts";

/** States this far below the likeliest are left at 0: e⁻³⁸ is below the rounding of a double. */
const NEGLIGIBLE = -38;

export interface Chain {
  /** Probability of k requests present, k = 0…N. */
  readonly shares: Float64Array;
  /** First and last state with a probability above 0. */
  readonly from: number;
  readonly to: number;
}

/**
 * Probabilities of 0…N requests present with N users: the birth-death chain of those who think
 * against the platform as one load-dependent station.
 *
 * Where requests stand in line, its steps are raised to 2/(1 + CV²) of the work they wait for.
 * That gives the line of M/G/1 and G/G/c its heavy-traffic decay (Kingman 1962; Köllerström
 * 1974), leaves processor sharing insensitive, and for both together is the diffusion limit of
 * limited processor sharing (Zhang, Dai & Zwart, Annals of Applied Probability 21(2), 2011). With CV = 1 the chain is
 * the exact one of a product-form network. Cost O(N).
 */
export function chainProbabilities(prepared: PreparedPlatform, users: number): Chain {
  const { logCounts, logCycles, logKept, logLimit, logRates, exponents } = prepared;
  const shares = new Float64Array(users + 1);
  let peak = 0;
  let log = 0;
  for (let k = 0; k < users; k++) {
    const offered = (logCounts[users - k] as number) - (logCycles[k] as number);
    const births = Math.min(offered, logLimit) + (logKept[k] as number);
    log += (exponents[k] as number) * (births - (logRates[k + 1] as number));
    shares[k + 1] = log;
    if (log > peak) peak = log;
  }
  let total = 0;
  let from = -1;
  let to = 0;
  for (let k = 0; k <= users; k++) {
    const below = (shares[k] as number) - peak;
    const share = below > NEGLIGIBLE ? Math.exp(below) : 0;
    shares[k] = share;
    total += share;
    if (share > 0) {
      if (from < 0) from = k;
      to = k;
    }
  }
  for (let k = from; k <= to; k++) shares[k] = (shares[k] as number) / total;
  return { shares, from, to };
}

/** Σ probability × table over the states of a chain. */
export function averageOver({ shares, from, to }: Chain, table: Float64Array): number {
  let sum = 0;
  for (let k = from; k <= to; k++) sum += (shares[k] as number) * (table[k] as number);
  return sum;
}
