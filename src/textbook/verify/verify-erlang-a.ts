import { birthDeathOfSteps } from "../birth-death.ts";
import { erlangA, type ImpatientStation } from "../open/erlang-a.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * Erlang A from the integrals of its offered wait against its birth-death chain, cut off where
 * what is left is below 1e-20. Cost O(states).
 *
 * @throws RangeError as erlangA, or if the chain would need more than 10,000,000 states
 *   (patience of millions of service times in a saturated system)
 */
export function verifyErlangA(station: ImpatientStation): readonly Verification[] {
  const first = erlangA(station);
  const { arrivalRate, serviceTime: S, servers: c, patience: T } = station;
  const a = arrivalRate * S;
  const leave = S / T;
  const step = (k: number) => a / (Math.min(k, c) + Math.max(0, k - c) * leave);
  const p = birthDeathOfSteps(step, lastState(step, c, a, leave));
  let busy = 0;
  let waiting = 0;
  let late = 0;
  p.forEach((share, k) => {
    busy += share * Math.min(k, c);
    waiting += share * Math.max(0, k - c);
    if (k >= c) late += share;
  });
  return [
    compare("throughput", first.throughput, busy / S),
    compare("waiting", first.waiting, waiting),
    compare("probabilityOfWait", first.probabilityOfWait, late),
    compare("abandonmentRate", first.abandonmentRate, waiting / T),
    compare("flow balance", first.throughput + first.abandonmentRate, arrivalRate),
  ];
}

/** A state so far beyond both c and the most likely one that its weight has fallen by e^(-50). */
function lastState(step: (k: number) => number, c: number, a: number, leave: number): number {
  let k = Math.ceil(c + Math.max(0, a - c) / leave);
  let fall = 0;
  while (fall < 50 && k < 1e7) fall -= Math.log(step(++k));
  return k;
}
