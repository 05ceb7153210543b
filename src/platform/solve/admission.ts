import { floatAt } from "../../entry-at.ts";
import type { PerSecond, Share } from "../../units.ts";
import { averageOver, type Chain } from "./chain-probabilities.ts";
import { mostPresent, type PlatformLoad, sentRate } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** What becomes of the requests that users send. */
export interface Admission {
  /** Served: throughput. */
  readonly served: PerSecond;
  /** Refused by the rate limit, of all sent. */
  readonly refusedShare: Share;
  /** Of those that it lets in, those that find the platform full. */
  readonly fullShare: Share;
  /** Of those that come in, those whose wait for a place runs out. */
  readonly inVainShare: Share;
  /** Mean number of requests on the platform that will be served. */
  readonly present: number;
}

/** Sums over the states what users send in each of them. Exact for the chain, O(states). */
export function admission(prepared: PreparedPlatform, load: PlatformLoad, chain: Chain): Admission {
  const { inside, outerTime } = prepared;
  const { shares, from, to } = chain;
  // In the long run as many leave as come to stay.
  const served = averageOver(chain, prepared.rates);
  let present = 0;
  for (let k = from; k <= to; k++) present += floatAt(shares, k) * k;
  present -= averageOver(chain, inside.beyond) + averageOver(chain, inside.doomed);
  const vain = vainRate(prepared, load, chain);
  const full = fullRate(prepared, load, chain);
  const refused = refusedRate(prepared, load, chain);
  return {
    served,
    // Who does not think sends without end.
    refusedShare:
      refused === Number.POSITIVE_INFINITY ? 1 : refused / (refused + full + vain + served),
    fullShare: full === Number.POSITIVE_INFINITY ? 1 : full / (full + vain + served),
    inVainShare: vain / (vain + served),
    present: present + served * outerTime,
  };
}

/** Requests per second that are admitted and wait in vain. */
function vainRate(prepared: PreparedPlatform, load: PlatformLoad, chain: Chain): PerSecond {
  const { inVain, rateLimit } = prepared;
  if (inVain === null) return 0;
  const { shares, from, to } = chain;
  const last = mostPresent(load);
  let vain = 0;
  for (let k = from; k <= Math.min(to, prepared.requestLimit - 1); k++) {
    // A state beyond the last stands for a line that has ended long before: all are late there.
    const late = k === last ? Math.sign(floatAt(inVain, k)) : floatAt(inVain, k);
    if (late === 0) continue;
    vain += floatAt(shares, k) * late * Math.min(rateLimit, sentRate(prepared, load, k));
  }
  return vain;
}

/** Requests per second that the rate limit lets in and that find the platform full. */
function fullRate(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  { shares, from, to }: Chain,
): PerSecond {
  const { rateLimit, requestLimit } = prepared;
  let full = 0;
  for (let k = Math.max(from, requestLimit); k <= to; k++) {
    full += floatAt(shares, k) * Math.min(rateLimit, sentRate(prepared, load, k));
  }
  return full;
}

function refusedRate(prepared: PreparedPlatform, load: PlatformLoad, chain: Chain): PerSecond {
  const { rateLimit } = prepared;
  if (rateLimit === Number.POSITIVE_INFINITY) return 0;
  const { shares, from, to } = chain;
  let refused = 0;
  for (let k = from; k <= to; k++) {
    refused += floatAt(shares, k) * Math.max(0, sentRate(prepared, load, k) - rateLimit);
  }
  return refused;
}
