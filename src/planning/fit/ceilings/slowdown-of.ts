/** How the capacity of a station falls under load, which goes with what is at its limit. */
import type { QueueOf } from "../../../platform/platform.ts";
import type { Quantity } from "../../../platform/quantity.ts";

/** Of a station that has room. */
export const noSlowdown = {
  contention: 0,
  overloadContention: 0,
  overloadCoherency: 0,
  drift: 0,
  delayVariation: null,
} as const;

/** That of one station, moved to another one, which keeps its own overload where the first has none. */
export function slowdownOf(from: QueueOf<Quantity>, to: QueueOf<Quantity>) {
  const { contention, overloadContention, overloadCoherency, drift, delayVariation } = from;
  const overload = overloadContention === 0 ? to.overloadContention : overloadContention;
  return { contention, overloadContention: overload, overloadCoherency, drift, delayVariation };
}
