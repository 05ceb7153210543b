import type { PerSecond, Share } from "../units.ts";
import type { Chain } from "./chain-probabilities.ts";
import { mostPresent, type PlatformLoad, sentRate } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** What becomes of the requests that users send. */
export interface Admission {
  /** Served: throughput. */
  readonly served: PerSecond;
  /** Refused by the rate limit, of all sent. */
  readonly refusedShare: Share;
  /** Of the admitted, those whose wait for a place runs out. */
  readonly inVainShare: Share;
  /** Mean number of requests on the platform that will be served. */
  readonly present: number;
}

/** Sums over the states what users send in each of them. Exact for the chain, O(states). */
export function admission(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  { shares, joins, from, to }: Chain,
): Admission {
  const { rateLimit, inVain, inside, outerTime } = prepared;
  const last = mostPresent(load);
  let [served, vain, present] = [0, 0, 0];
  for (let k = Math.max(0, from - 1); k <= to; k++) {
    const join = joins[k] as number;
    served += join;
    present += (shares[k] as number) * k;
    if (inVain === null) continue;
    present -= (shares[k] as number) * (inside.beyond[k] as number);
    // A state beyond the last stands for a line that has ended long before: all are late there.
    const late = k === last ? Math.sign(inVain[k] as number) : (inVain[k] as number);
    if (late === 0) continue;
    vain += (shares[k] as number) * late * Math.min(rateLimit, sentRate(prepared, load, k));
  }
  let refused = 0;
  if (rateLimit < Number.POSITIVE_INFINITY) {
    for (let k = from; k <= to; k++) {
      refused += (shares[k] as number) * Math.max(0, sentRate(prepared, load, k) - rateLimit);
    }
  }
  return {
    served,
    // Who does not think sends without end.
    refusedShare: refused === Number.POSITIVE_INFINITY ? 1 : refused / (refused + vain + served),
    inVainShare: vain / (vain + served),
    present: present + served * outerTime,
  };
}
