import { tokenName } from "../wording/token-name.ts";
import type { Limits } from "./limits.ts";
import type { TokenLimit } from "./token-limits.ts";

/**
 * A safe limit no larger than the heaviest load at which every objective on tokens was measured to hold:
 * above it nobody knows, also not after a change, for no model predicts the times of tokens. A measured
 * load needs no rounding.
 */
export function withinTokenLimits(
  safe: Limits["safeLimit"],
  limits: readonly TokenLimit[],
): Limits["safeLimit"] {
  const heldTo = ({ users }: TokenLimit) => users.low ?? 0;
  const tightest = limits.toSorted((a, b) => heldTo(a) - heldTo(b))[0];
  if (tightest === undefined || heldTo(tightest) >= safe.value) return safe;
  const value = heldTo(tightest);
  const name = tokenName(tightest);
  return {
    ...safe,
    value,
    rule: `${safe.rule}, and no larger than the heaviest load at which every objective on tokens was measured to hold`,
    limitedBy:
      value === 0
        ? `objective ${name}, which no load was measured to hold`
        : `objective ${name}: ${value} users are the heaviest load measured to hold it, and no model predicts it`,
    confidence: value === 0 ? 0 : safe.confidence,
  };
}
