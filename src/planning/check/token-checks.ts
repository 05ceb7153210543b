/** Objectives on tokens at one load, by the measured levels alone. */

import type { TokenCheck } from "../../limits/check-result.ts";
import type { TokenLimit } from "../../limits/tokens/token-limits.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { tokenName } from "../../wording/token-name.ts";

export function tokenChecks(limits: readonly TokenLimit[], users: number): readonly TokenCheck[] {
  return limits.map((limit) => {
    const { low, high } = limit.users;
    const fails = high !== null && users >= high;
    const holds = low !== null && users <= low;
    return { ...limit, verdict: fails ? "fails" : holds ? "holds" : "unknown" };
  });
}

/** A sentence for each that is not known to hold. */
export function tokenReasons(tokens: readonly TokenCheck[], users: number): readonly string[] {
  return tokens.flatMap((token) => {
    const { verdict, users: limit } = token;
    const name = `objective for ${tokenName(token)}`;
    if (verdict === "holds") return [];
    if (verdict === "fails") {
      return [
        `The ${name} fails at ${formatUsers(users)}: it was measured to fail at ${limit.high}.`,
      ];
    }
    const held = limit.low === null ? "at no load" : `up to ${formatUsers(limit.low)}`;
    return [
      `Whether the ${name} holds at ${formatUsers(users)} is not known: it was measured to hold ${held}, and no model predicts it.`,
    ];
  });
}
