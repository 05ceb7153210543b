import { integrate } from "../../stats/integrate.ts";
import { birthDeathOfSteps } from "../birth-death.ts";
import { mmc } from "../open/mmc.ts";
import {
  mmcResponseTime,
  responseTimeCdf,
  responseTimePercentile,
  responseTimeSurvival,
} from "../open/mmc-response-time.ts";
import { mmcStates } from "../open/mmc-states.ts";
import { type OpenStation, requireStable } from "../open/require-stable.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * M/M/c from Erlang's C against its birth-death chain, state by state up to c with a
 * geometric tail, and its response-time law against the mean: ∫ P(R > t) dt = R, and the
 * percentile put back into the distribution function. Cost O(c).
 *
 * @throws RangeError as mmc
 */
export function verifyMmc(station: OpenStation): readonly Verification[] {
  const first = mmc(station);
  const second = chainMmc(station);
  const law = mmcResponseTime(station);
  const end = 80 / Math.min(law.decayRate, law.serviceRate);
  const breaks = Array.from({ length: 40 }, (_, i) => end * 2 ** (i - 40));
  const area = integrate((t) => responseTimeSurvival(law, t), 0, end, breaks);
  return [
    compare("probabilityOfWait", first.probabilityOfWait, second.probabilityOfWait),
    compare("waiting", first.waiting, second.waiting),
    compare("queueLength", first.queueLength, second.queueLength),
    compare("p[0]", mmcStates(station, 0)[0] ?? 0, second.empty),
    compare("mean of the response-time law", first.responseTime, area),
    compare(
      "P95 of the response time",
      0.95,
      responseTimeCdf(law, responseTimePercentile(law, 0.95)),
    ),
  ];
}

/**
 * M/M/c from the chain of k = 0 … c with everything beyond lumped by its geometric sums. Exact,
 * O(c). Source: Kleinrock, Queueing Systems I (1975), §3.5.
 *
 * @throws RangeError as mmc
 */
export function chainMmc(station: OpenStation) {
  const { offeredLoad: a, spare } = requireStable(station);
  const c = station.servers;
  const p = birthDeathOfSteps((k) => a / k, c);
  // The states from c on: p[c]·(1 + ρ + ρ² + …) = p[c]·c/(c - a).
  const tail = ((p[c] ?? 0) * c) / spare;
  let below = 0;
  let present = 0;
  for (let k = 0; k < c; k++) {
    below += p[k] ?? 0;
    present += (p[k] ?? 0) * k;
  }
  const total = below + tail;
  const waiting = ((tail / total) * a) / spare;
  return {
    probabilityOfWait: tail / total,
    waiting,
    queueLength: (present + tail * c) / total + waiting,
    empty: (p[0] ?? 0) / total,
  };
}
