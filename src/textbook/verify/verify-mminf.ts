import { birthDeathOfSteps } from "../birth-death.ts";
import type { SingleServer } from "../open/mm1.ts";
import { mminf, mminfStates } from "../open/mminf.ts";
import { compare, type Verification } from "./verification.ts";

/** Standard deviations of a Poisson number beyond which less than 1e-20 of it lies. */
const FAR = 40;

/**
 * M/M/∞ against its birth-death chain, written out to where nothing is left: the mean number,
 * Little's law, and the chance of the likeliest state. Cost O(λ·S).
 *
 * @throws RangeError as mminf, or if the load is so high that the chain would need more than
 *   10,000,000 states
 */
export function verifyMminf(input: SingleServer): readonly Verification[] {
  const first = mminf(input);
  const a = first.queueLength;
  const p = birthDeathOfSteps((k) => a / k, Math.ceil(a + FAR * Math.sqrt(a) + FAR));
  const present = p.reduce((sum, share, k) => sum + share * k, 0);
  const mode = Math.floor(a);
  return [
    compare("queueLength", a, present),
    compare(
      "responseTime",
      first.responseTime,
      a === 0 ? input.serviceTime : present / first.throughput,
    ),
    compare(`p[${mode}]`, mminfStates(input, mode)[mode] ?? 0, p[mode] ?? 0),
  ];
}
