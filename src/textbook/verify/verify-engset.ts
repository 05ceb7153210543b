import { type EngsetSystem, engset } from "../open/engset.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * Engset's call congestion from the chain of N - 1 sources against the recursion over
 * servers, and the flow balance: busy servers end as many holds as idle sources get
 * started. Cost O(c).
 *
 * @throws RangeError as engset
 */
export function verifyEngset(system: EngsetSystem): readonly Verification[] {
  const first = engset(system);
  const { sources: N, servers: c, idleTime: Z, serviceTime: S } = system;
  let loss = 1;
  let accepted = 0;
  for (let k = 1; k <= c; k++) {
    const offered = (Math.max(0, N - k) * S * loss) / Z;
    accepted = k / (k + offered);
    loss = offered / (k + offered);
  }
  const tries = (N - first.queueLength) / Z;
  return [
    compare("probabilityOfLoss", first.probabilityOfLoss, loss),
    compare("throughput", first.throughput, tries * accepted),
  ];
}
