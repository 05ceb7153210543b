import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Observation } from "../../measurement/observations.ts";
import { campaignScale } from "../fit/campaign-scale.ts";
import { platformEndpoints } from "../fit/endpoints/platform-endpoints.ts";
import { thinkTimePrior } from "../fit/one-pool.ts";
import type { StructureScale } from "./structure-hypothesis.ts";

/** What the figures of a campaign say of its scale before anything is fitted. */
export function structureScale(
  campaign: Campaign,
  observed: readonly Observation[],
  { thinkTime }: Pick<Audit, "thinkTime">,
): StructureScale {
  const { lightLoad, maxThroughput, maxUsers } = campaignScale(observed);
  return {
    thinkTime: thinkTimePrior(thinkTime, lightLoad),
    lightLoad,
    maxThroughput,
    maxUsers,
    endpoints: platformEndpoints(campaign),
  };
}
