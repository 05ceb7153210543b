import { type LossStation, mmck } from "../open/mmck.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * M/M/c/K from its birth-death chain against a recursion over growing systems: a system
 * with one place more holds its last state with B[k] = λB[k-1]/(μ[k] + λB[k-1]), and its
 * means are those of the smaller one mixed with that state. Cost O(K).
 *
 * @throws RangeError as mmck
 */
export function verifyMmck(station: LossStation): readonly Verification[] {
  const first = mmck(station);
  const { arrivalRate, serviceTime: S, servers: c, capacity: K } = station;
  const a = arrivalRate * S;
  let loss = 1;
  let present = 0;
  let busy = 0;
  let waiting = 0;
  for (let k = 1; k <= K; k++) {
    const inUse = Math.min(k, c);
    const full = inUse + a * loss;
    const others = inUse / full;
    loss = (a * loss) / full;
    present = others * present + loss * k;
    busy = others * busy + loss * inUse;
    waiting = others * waiting + loss * (k - inUse);
  }
  return [
    compare("probabilityOfLoss", first.probabilityOfLoss, loss),
    compare("throughput", first.throughput, busy / S),
    compare("queueLength", first.queueLength, present),
    compare("waiting", first.waiting, waiting),
    compare("flow balance", first.throughput + first.lossRate, arrivalRate),
  ];
}
