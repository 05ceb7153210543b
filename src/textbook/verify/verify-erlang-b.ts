import { requireCount, requireNonNegative } from "../../require.ts";
import { erlangB } from "../open/erlang-b.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * Erlang B from the incomplete gamma function against Erlang's own recursion over
 * k = 1 … c, B[k] = a·B[k-1]/(k + a·B[k-1]). Cost O(c).
 *
 * Source of the recursion: Cooper, Introduction to Queueing Theory, 2nd ed. (1981), §3.3.
 *
 * @throws RangeError unless c is a whole number ≥ 0 and a ≥ 0
 */
export function verifyErlangB(servers: number, offeredLoad: number): readonly Verification[] {
  requireCount("servers", servers, 0);
  const a = requireNonNegative("offeredLoad", offeredLoad);
  return [compare("probabilityOfLoss", erlangB(servers, a), recursiveErlangB(servers, a))];
}

/** Erlang B by recursion over whole servers. Exact, O(c), unchecked. */
export function recursiveErlangB(c: number, a: number): number {
  let B = 1;
  for (let k = 1; k <= c; k++) B = (a * B) / (k + a * B);
  return B;
}
