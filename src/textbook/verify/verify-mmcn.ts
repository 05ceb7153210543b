import { closedNetwork } from "../closed/closed-network.ts";
import { loadDependentResponseTime } from "../closed/load-dependent-response-time.ts";
import { type ClosedStation, mmcn, mmcnProbabilities } from "../closed/mmcn.ts";
import { mmcnResponseTime, mmcnWaitingTime } from "../closed/mmcn-response-time.ts";
import { mva } from "../closed/mva.ts";
import { multiServerRates } from "../closed/rate-law.ts";
import { meanOf, percentileOf } from "../phase-law.ts";
import { compare, type Verification } from "./verification.ts";

/** Following one request costs too much with more users than this. */
const MOST_FOLLOWED = 100;

/** Convolution keeps whole series and costs O(N·c); beyond this the probabilities stand in. */
const MOST_CONVOLVED = 10_000;

/**
 * M/M/c//N by birth-death and by convolution (by mean-value analysis where c = 1); the mean of
 * the law of the response time against the mean value; up to 100 users the P95 by ticks
 * and by following one request through the chain.
 *
 * @throws RangeError as `mmcn`
 */
export function verifyMmcn(station: ClosedStation, users: number): readonly Verification[] {
  const { servers, serviceTime, thinkTime } = station;
  const first = mmcn(station, users);
  const law = mmcnResponseTime(station, users);
  const results = [
    compare("mean of the response-time law", meanOf(law), first.responseTime),
    compare("mean of the wait law", meanOf(mmcnWaitingTime(station, users)), first.waitingTime),
  ];
  const network = { thinkTime, stations: [{ kind: "queue" as const, servers, serviceTime }] };
  if (servers === 1 || users <= MOST_CONVOLVED) {
    const second = servers === 1 ? mva(network, users) : closedNetwork(network, users);
    results.push(
      compare("throughput", first.throughput, second.throughput),
      compare("responseTime", first.responseTime, second.responseTime),
    );
  } else {
    const mean = mmcnProbabilities(station, users).reduce((sum, p, k) => sum + p * k, 0);
    results.push(compare("queueLength", first.queueLength, mean));
  }
  if (users <= MOST_FOLLOWED) {
    const followed = loadDependentResponseTime(
      { thinkTime, rates: multiServerRates(servers, serviceTime), places: servers },
      users,
    );
    results.push(compare("P95", percentileOf(law, 0.95), percentileOf(followed, 0.95)));
  }
  return results;
}
