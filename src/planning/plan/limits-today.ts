import { findLimits } from "../../limits/find-limits.ts";
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";

/** The platform as it is: what every command calls today, whatever it was asked. */
export function limitsToday({ draws, search }: FittedCampaign, policy: Policy): Limits {
  return findLimits(draws, policy, search).limits;
}
