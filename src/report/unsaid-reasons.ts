import type { CheckResult } from "../limits/check-result.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";

/** What the figures say of a load and no condition of its verdict gives as its reason already. */
export function unsaidReasons(
  { reasons }: Pick<CheckResult, "reasons">,
  { conditions }: Pick<LaunchVerdict, "conditions">,
): readonly string[] {
  return reasons.filter((reason) => !conditions.some((one) => one.reason.includes(reason)));
}
