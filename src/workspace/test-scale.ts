import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { observations } from "../measurement/observations.ts";
import { campaignScale } from "../planning/fit/campaign-scale.ts";
import { onePool } from "../planning/fit/one-pool.ts";
import { quantity } from "./starter-platform.ts";
import type { TestScale } from "./trace-platform.ts";

/** What a load test tells that traces do not: think time, highest throughput, most users. */
export function testScale(campaign: Campaign): TestScale | undefined {
  if (campaign.levels.length === 0) return undefined;
  const audited = audit(campaign);
  const observed = observations(campaign, audited);
  const { maxThroughput, maxUsers } = campaignScale(observed);
  const { thinkTime } = onePool(campaign, observed, audited).platform;
  return { thinkTime: quantity(thinkTime, "s"), maxThroughput, maxUsers };
}
