import { requireCount } from "../../require.ts";
import { birthDeathOfSteps } from "../birth-death.ts";
import { erlangC } from "../open/erlang-c.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * Erlang C from the incomplete gamma function against the states 0 … c of M/M/c summed one by
 * one, with c/(c - a) for the geometric tail. Cost O(c).
 *
 * @throws RangeError as erlangC, or unless c is a whole number
 */
export function verifyErlangC(servers: number, offeredLoad: number): readonly Verification[] {
  const c = requireCount("servers", servers);
  const first = erlangC(c, offeredLoad);
  const p = birthDeathOfSteps((k) => offeredLoad / k, c);
  const last = p[c] ?? 0;
  const tail = (last * c) / (c - offeredLoad);
  return [compare("probabilityOfWait", first, tail / (1 - last + tail))];
}
