import type { PerSecond } from "../units.ts";
import type { Chain } from "./chain-probabilities.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** What becomes of the requests that users send. */
export interface Admission {
  readonly sent: PerSecond;
  /** Refused by the rate limit. */
  readonly refused: PerSecond;
  /** Admitted, but their wait for a place runs out. */
  readonly inVain: PerSecond;
  /** Served. */
  readonly served: PerSecond;
  /** Served requests per second that find k others, by k. */
  readonly finding: Float64Array;
  /** Mean number of requests present that will be served. */
  readonly present: number;
}

/** Sums over the states what users send in each of them. Exact for the chain, O(states). */
export function admission(prepared: PreparedPlatform, users: number, chain: Chain): Admission {
  const { thinkTime: Z, rateLimit, inVain, vainWait } = prepared;
  const { shares, from, to } = chain;
  const finding = new Float64Array(users + 1);
  let [sent, refused, vain, served, present] = [0, 0, 0, 0, 0];
  for (let k = from; k <= to; k++) {
    const p = shares[k] as number;
    const late = inVain[k] as number;
    const offered = (p * (users - k)) / (Z + late * (vainWait[k] as number));
    const admitted = Math.min(offered, p * rateLimit);
    const joins = admitted * (1 - late);
    sent += offered;
    refused += offered - admitted;
    vain += admitted - joins;
    served += joins;
    present += p * k;
    finding[k] = joins;
  }
  return { sent, refused, inVain: vain, served, finding, present };
}
